import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { apiUrlOf, seconds } from '../present/presentRepository.ts';
import type { GithubHookRecord } from '../records/githubRecords.ts';

/** `hook`: its secret is there and not told. */
export function presentHook(
  context: GithubContext,
  project: ProjectRecord,
  hook: GithubHookRecord,
) {
  const url = `${apiUrlOf(context, project)}/hooks/${hook.id}`;
  return {
    type: 'Repository',
    id: hook.id,
    name: 'web',
    active: hook.active,
    events: hook.events,
    config: {
      content_type: hook.contentType,
      insecure_ssl: hook.insecureSsl,
      ...(hook.secret === null ? {} : { secret: '********' }),
      url: hook.url,
    },
    updated_at: seconds(hook.updatedAt),
    created_at: seconds(hook.createdAt),
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: hook.lastResponse,
  };
}
