import type { GithubAccessRule, GithubRequest } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import type { GithubHookRecord } from '../records/githubRecords.ts';

/** Hooks are their administrators'; a classic token may have a scope for them alone. */
export function hookAccess(name: 'read' | 'write' | 'admin'): GithubAccessRule {
  return {
    kind: 'repository',
    role: 'admin',
    permission: 'repository_hooks',
    level: name === 'read' ? 'read' : 'write',
    scopes: [
      'repo',
      'admin:repo_hook',
      ...(name === 'admin' ? [] : ['write:repo_hook']),
      ...(name === 'read' ? ['read:repo_hook'] : []),
    ],
  };
}

/** The hook of the path; 404 where the repository has none such. */
export function findHook(
  context: GithubContext,
  { repository, params }: GithubRequest,
): GithubHookRecord {
  const hook = context.records.hooks.get(Number(params.hook_id));
  if (hook?.projectId !== repository.id) {
    throw context.errors.notFound();
  }
  return hook;
}
