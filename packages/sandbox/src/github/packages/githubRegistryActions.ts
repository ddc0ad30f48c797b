import type { ProjectRecord } from '../../forge/records/records.ts';
import { isAtLeast } from '../access/GithubAccess.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';
import { linkedProject } from './linkedProject.ts';

type Credentials = { username: string; password: string };

/** What a token lets through by itself, whatever the role of who holds it. */
function reach(
  context: GithubContext,
  principal: GithubPrincipal,
): { read: boolean; write: boolean; remove: boolean } {
  switch (principal.kind) {
    case 'classic': {
      const has = (scope: string) => principal.scopes.includes(scope);
      const write = has('write:packages');
      return {
        read: write || has('read:packages'),
        write,
        remove: has('delete:packages'),
      };
    }
    case 'installation':
    case 'workflow': {
      const write = context.access.permits(principal, 'packages', 'write');
      return {
        read: context.access.permits(principal, 'packages', 'read'),
        write,
        remove: write && principal.kind === 'installation',
      };
    }
    case 'fine-grained':
    case 'app':
      // The container registry takes classic tokens and those of Apps alone.
      return { read: false, write: false, remove: false };
    default:
      return principal satisfies never;
  }
}

function actionsIn(
  context: GithubContext,
  principal: GithubPrincipal,
  project: ProjectRecord | undefined,
): string[] {
  if (!project) {
    return [];
  }
  const role = context.access.role(principal, project);
  const { read, write, remove } = reach(context, principal);
  return [
    ...(read && isAtLeast(role, 'read') ? ['pull'] : []),
    ...(write && isAtLeast(role, 'write') && !project.archived ? ['push'] : []),
    ...(remove && isAtLeast(role, 'admin') ? ['delete'] : []),
  ];
}

export interface GithubRegistryAnswer {
  actions: string[];
  /** What a push is answered that is not allowed. */
  pushDenial: string;
}

/** What the registry may do for one of GitHub's tokens; undefined when it is none. */
export function githubRegistryActions(
  context: GithubContext,
  credentials: Credentials | undefined,
  image: string,
): GithubRegistryAnswer | undefined {
  const principal =
    credentials && context.tokens.identify(credentials.password);
  return (
    principal && {
      actions: actionsIn(context, principal, linkedProject(context, image)),
      pushDenial: 'permission_denied: write_package',
    }
  );
}
