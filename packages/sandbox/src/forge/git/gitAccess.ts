import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';

export type GitService = 'git-upload-pack' | 'git-receive-pack';

/** What git is answered: go on, ask for credentials, or a refusal in words. */
export type GitAccess =
  | { kind: 'granted'; project: ProjectRecord; level: number }
  | { kind: 'unauthenticated' }
  | { kind: 'refused'; status: 403 | 404; message: string };

const readScopes = ['api', 'read_api', 'read_repository', 'write_repository'];
const writeScopes = ['api', 'write_repository'];

export const gitMessages = {
  notFound:
    "The project you were looking for could not be found or you don't have permission to view it.",
  download: 'You are not allowed to download code from this project.',
  push: 'You are not allowed to push code to this project.',
  scopeDownload: 'You are not allowed to download code.',
  scopeUpload: 'You are not allowed to upload code.',
};

function refused(status: 403 | 404, message: string): GitAccess {
  return { kind: 'refused', status, message };
}

function holdsScope(principal: Principal, service: GitService): boolean {
  switch (principal.kind) {
    case 'job':
      return true;
    case 'deploy-token':
      return (
        service === 'git-upload-pack' &&
        principal.scopes.includes('read_repository')
      );
    case 'user':
    case 'project-token': {
      const needed = service === 'git-upload-pack' ? readScopes : writeScopes;
      return principal.scopes.some(scope => needed.includes(scope));
    }
    default:
      return principal satisfies never;
  }
}

function mayPush(principal: Principal, project: ProjectRecord): boolean {
  if (principal.kind === 'deploy-token') {
    return false;
  }
  // A job's token reads; it writes where the project says so.
  return (
    principal.kind !== 'job' ||
    project.settings.ci_push_repository_for_job_token_allowed === true
  );
}

/** Whether a principal may fetch from or push to what stands at a path. */
export function deriveGitAccess(
  context: ForgeContext,
  principal: Principal | undefined,
  path: string,
  service: GitService,
): GitAccess {
  const project = context.access.lookUpProject(path);
  const level = project ? context.access.effectiveLevel(principal, project) : 0;
  const visible = project !== undefined && level >= accessLevels.guest;
  if (!principal) {
    return visible &&
      service === 'git-upload-pack' &&
      level >= accessLevels.reporter
      ? { kind: 'granted', project, level }
      : { kind: 'unauthenticated' };
  }
  if (!visible) {
    return refused(404, gitMessages.notFound);
  }
  if (!holdsScope(principal, service)) {
    return refused(
      403,
      service === 'git-upload-pack'
        ? gitMessages.scopeDownload
        : gitMessages.scopeUpload,
    );
  }
  if (level < accessLevels.reporter) {
    return refused(403, gitMessages.download);
  }
  const own = context.accessLevel(principal, project);
  if (service === 'git-receive-pack') {
    const closed = project.archived || project.markedForDeletionOn !== null;
    if (
      closed ||
      own < accessLevels.developer ||
      !mayPush(principal, project)
    ) {
      return refused(403, gitMessages.push);
    }
  }
  return { kind: 'granted', project, level: own };
}
