import type { GithubPermissions } from '../../api/GithubPrincipal.ts';
import { isMap, type Template } from '../workflow/Template.ts';

/** What `permissions:` may name. */
const names = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id_token',
  'issues',
  'packages',
  'pages',
  'pull_requests',
  'repository_projects',
  'security_events',
  'statuses',
];

function all(level: 'read' | 'write'): GithubPermissions {
  return Object.fromEntries([
    ['metadata', 'read'],
    ...names.map(name => [name, level]),
  ]);
}

function read(permissions: Template): GithubPermissions {
  if (permissions === 'write-all') {
    return all('write');
  }
  if (permissions === 'read-all') {
    return all('read');
  }
  const granted: GithubPermissions = { metadata: 'read' };
  if (permissions !== null && isMap(permissions)) {
    for (const [key, value] of permissions.entries) {
      if (value === 'read' || value === 'write') {
        granted[String(key).replaceAll('-', '_')] = value;
      }
    }
  }
  return granted;
}

/**
 * What a job's `GITHUB_TOKEN` may do: the job's `permissions:`, or the workflow's, or the setting
 * of the repository. What a list leaves out is not granted.
 */
export function derivePermissions(
  workflow: Template | undefined,
  job: Template | undefined,
  byDefault: 'read' | 'write',
): GithubPermissions {
  const stated = job ?? workflow;
  if (stated !== undefined) {
    return read(stated);
  }
  return byDefault === 'write'
    ? all('write')
    : { metadata: 'read', contents: 'read', packages: 'read' };
}
