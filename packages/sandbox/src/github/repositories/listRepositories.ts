import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubAnswer, GithubRequest } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentRepository } from '../present/presentRepository.ts';

/** A page of the repositories that fit and that whoever asks can see. */
export function listRepositories(
  context: GithubContext,
  request: GithubRequest,
  fits: (project: ProjectRecord) => boolean,
  key?: string,
): GithubAnswer {
  const { principal, query } = request;
  const hidesPrivate =
    principal?.kind === 'classic' && !principal.scopes.includes('repo');
  const isWanted = (project: ProjectRecord) => {
    const isPublic = project.visibility === 'public';
    switch (query.type ?? query.visibility) {
      case 'public':
        return isPublic;
      case 'private':
        return !isPublic;
      default:
        return true;
    }
  };
  const found = context.forge.records.projects
    .filter(
      project =>
        project.markedForDeletionOn === null &&
        // A project in a group of a group has no address here.
        project.fullPath.split('/').length === 2,
    )
    .filter(fits)
    .filter(isWanted)
    .filter(
      project =>
        context.access.role(principal, project) !== 'none' &&
        (project.visibility === 'public' || !hidesPrivate),
    )
    .sort((one, other) => one.fullPath.localeCompare(other.fullPath));
  return context.paginate(request, found, {
    key,
    present: project =>
      presentRepository(
        context,
        project,
        context.access.role(principal, project),
      ),
  });
}
