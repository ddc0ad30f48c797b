import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { parseList } from './parse';
import { projectPath } from './projects';

/** The events of a hook that Slipway sets. */
export const hookEvents = [
  'push_events',
  'pipeline_events',
  'job_events',
] as const;
export type HookEvent = (typeof hookEvents)[number];

const hookSchema = z.object({
  id: z.number(),
  url: z.string(),
  push_events: z.boolean().default(false),
  pipeline_events: z.boolean().default(false),
  job_events: z.boolean().default(false),
  enable_ssl_verification: z.boolean().default(true),
});

export type Hook = z.infer<typeof hookSchema>;

/** A hook as it is wanted; GitLab never gives its token back. */
export interface WantedHook {
  url: string;
  events: readonly HookEvent[];
  token?: string;
}

export async function listHooks(
  forge: GitlabTransport,
  project: number,
): Promise<Hook[]> {
  return parseList(
    hookSchema,
    await forge.list(`${projectPath(project)}/hooks`),
  );
}

/** Makes a hook, or with an id changes that one. */
export async function putHook(
  forge: GitlabTransport,
  project: number,
  hook: WantedHook,
  id?: number,
): Promise<void> {
  const path = `${projectPath(project)}/hooks`;
  await forge.request({
    method: id === undefined ? 'POST' : 'PUT',
    path: id === undefined ? path : `${path}/${id}`,
    body: {
      url: hook.url,
      ...Object.fromEntries(
        hookEvents.map(event => [event, hook.events.includes(event)]),
      ),
      enable_ssl_verification: true,
      ...(hook.token !== undefined && { token: hook.token }),
    },
  });
}
