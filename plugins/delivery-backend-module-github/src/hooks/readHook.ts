import { z } from 'zod';

/** A repository whose pipelines or commits have changed. */
export interface Hook {
  host: string;
  /** Such as `acme/payments`. */
  project: string;
  /** There are new commits. */
  pushed: boolean;
}

const hookSchema = z.object({
  repository: z.object({ full_name: z.string(), html_url: z.string() }),
});

const events = new Set(['workflow_run', 'workflow_job', 'push']);

/**
 * What a webhook of GitHub's tells; undefined for one that has nothing to do with pipelines. The
 * kind is in the header `X-GitHub-Event`: the payload does not say it.
 */
export function readHook(
  event: string | string[] | undefined,
  payload: unknown,
  hosts: string[],
): Hook | undefined {
  const parsed = hookSchema.safeParse(payload);
  if (!parsed.success || typeof event !== 'string' || !events.has(event)) {
    return undefined;
  }
  const { full_name: project, html_url: page } = parsed.data.repository;
  const host = URL.canParse(page) ? new URL(page).host : undefined;
  return host && hosts.includes(host)
    ? { host, project, pushed: event === 'push' }
    : undefined;
}
