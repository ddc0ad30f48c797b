import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GitService } from '../../forge/git/gitAccess.ts';
import { isAtLeast } from '../access/GithubAccess.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';

export type GithubGitAccess =
  | { kind: 'granted'; project: ProjectRecord }
  | { kind: 'unauthenticated'; message: string }
  | { kind: 'refused'; status: 403 | 404; message: string };

const notFound = 'Repository not found.';

/** Whether one of GitHub's tokens, or nobody, may fetch from or push to a repository. */
export function deriveGithubGitAccess(
  context: GithubContext,
  principal: GithubPrincipal | undefined,
  path: string,
  service: GitService,
): GithubGitAccess {
  const project = context.forge.access.lookUpProject(path);
  const role = project ? context.access.role(principal, project) : 'none';
  const writes = service === 'git-receive-pack';
  if (!principal || principal.kind === 'app') {
    return project && role !== 'none' && !writes
      ? { kind: 'granted', project }
      : { kind: 'unauthenticated', message: notFound };
  }
  const isPublic = project?.visibility === 'public';
  const sees =
    project !== undefined &&
    project.markedForDeletionOn === null &&
    role !== 'none' &&
    (isPublic ||
      (principal.kind === 'classic'
        ? principal.scopes.includes('repo')
        : context.access.permits(principal, 'contents', 'read')));
  if (!sees) {
    return { kind: 'refused', status: 404, message: notFound };
  }
  if (!writes) {
    return { kind: 'granted', project };
  }
  if (project.archived) {
    return {
      kind: 'refused',
      status: 403,
      message: 'This repository was archived so it is read-only.',
    };
  }
  const mayWrite =
    isAtLeast(role, 'write') &&
    (principal.kind === 'classic'
      ? principal.scopes.includes('repo') ||
        (isPublic && principal.scopes.includes('public_repo'))
      : context.access.permits(principal, 'contents', 'write'));
  if (mayWrite) {
    return { kind: 'granted', project };
  }
  const login = context.userOf(principal).username;
  return {
    kind: 'refused',
    status: 403,
    message:
      principal.kind === 'fine-grained'
        ? 'Write access to repository not granted.'
        : `Permission to ${project.fullPath}.git denied to ${login}.`,
  };
}
