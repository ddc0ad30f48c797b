import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import {
  ForgeHook,
  ForgeHookEvent,
  forgeHookEvents,
  ForgeHooks,
} from '../ForgeHooks';
import { ForgeRepository } from '../ForgeRepositories';
import { parseList } from './parse';
import { projectPath } from './projectPath';

const hookSchema = z.object({
  id: z.number(),
  url: z.string(),
  push_events: z.boolean().default(false),
  pipeline_events: z.boolean().default(false),
  job_events: z.boolean().default(false),
  enable_ssl_verification: z.boolean().default(true),
  /** `executable`, or switched off by GitLab for a while or for good. */
  alert_status: z.string().nullish(),
});

const flags = {
  push: 'push_events',
  pipeline: 'pipeline_events',
  job: 'job_events',
} as const satisfies Record<ForgeHookEvent, string>;

export class GitlabHooks implements ForgeHooks {
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  async list(repository: ForgeRepository): Promise<ForgeHook[]> {
    const hooks = await this.#forge.list(`${projectPath(repository)}/hooks`);
    return parseList(hookSchema, hooks).map(hook => ({
      id: String(hook.id),
      url: hook.url,
      // Only GitLab itself switches one off, and on again when something was delivered.
      active: true,
      ...(hook.alert_status?.includes('disabled') && { suspended: true }),
      verifiesTls: hook.enable_ssl_verification,
      events: forgeHookEvents.filter(event => hook[flags[event]]),
    }));
  }

  async put(
    repository: ForgeRepository,
    hook: { url: string; events: readonly ForgeHookEvent[]; secret?: string },
    id?: string,
  ): Promise<void> {
    const path = `${projectPath(repository)}/hooks`;
    await this.#forge.request({
      method: id === undefined ? 'POST' : 'PUT',
      path: id === undefined ? path : `${path}/${id}`,
      body: {
        url: hook.url,
        ...Object.fromEntries(
          forgeHookEvents.map(event => [
            flags[event],
            hook.events.includes(event),
          ]),
        ),
        enable_ssl_verification: true,
        ...(hook.secret !== undefined && { token: hook.secret }),
      },
    });
  }

  async remove(repository: ForgeRepository, id: string): Promise<void> {
    try {
      await this.#forge.request({
        method: 'DELETE',
        path: `${projectPath(repository)}/hooks/${id}`,
      });
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
    }
  }
}
