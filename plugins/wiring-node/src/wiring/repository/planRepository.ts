import { ConflictError } from '@backstage/errors';
import { ForgeRepository, RepositoryFields, Visibility } from '../../forge';
import { Plan } from '../../run';

/**
 * The topic by which Slipway knows its repositories.
 *
 * @public
 */
export const slipwayTopic = 'slipway';

/**
 * A repository as it is wanted.
 *
 * @public
 */
export interface WantedRepository {
  path: string;
  description?: string;
  visibility: Visibility;
}

/**
 * Compares a repository with what is wanted of it; ConflictError for one that cannot be used.
 *
 * @public
 */
export function planRepository(
  repository: ForgeRepository | undefined,
  wanted: WantedRepository,
  /** Whether it holds a commit of an earlier launch. */
  launched: boolean,
): Plan {
  if (!repository) {
    return { kind: 'create' };
  }
  assertUsable(repository, wanted.path, launched);
  const differing = [
    ...(isOurs(repository) ? [] : ['topics']),
    ...(wanted.description !== undefined &&
    repository.description !== wanted.description
      ? ['description']
      : []),
    ...(repository.visibility === wanted.visibility ? [] : ['visibility']),
  ];
  return differing.length === 0
    ? { kind: 'unchanged' }
    : { kind: 'update', why: differing.join(', ') };
}

/** @public */
export function isOurs(repository: ForgeRepository): boolean {
  return repository.topics.includes(slipwayTopic);
}

/**
 * Refuses a repository that nobody can work in, or that belongs to others.
 *
 * @public
 */
export function assertUsable(
  repository: ForgeRepository,
  /** Where it was looked for. */
  asked: string,
  launched: boolean,
): void {
  const { path } = repository;
  if (path.toLowerCase() !== asked.toLowerCase()) {
    throw new ConflictError(
      `The repository ${asked} has moved to ${path}; move it back, or choose another name`,
    );
  }
  if (repository.leaving) {
    throw new ConflictError(
      `The repository ${path} is marked for deletion${
        repository.leavesOn ? ` on ${repository.leavesOn}` : ''
      }; restore it, or choose another name`,
    );
  }
  if (repository.archived) {
    throw new ConflictError(
      `The repository ${path} is archived; unarchive it, or choose another name`,
    );
  }
  if (!isOurs(repository) && !launched) {
    throw new ConflictError(
      `The repository ${path} is there already and was not made by Slipway; choose another name, ` +
        `or let Slipway adopt it by giving it the topic "${slipwayTopic}"`,
    );
  }
}

/**
 * The fields to create or edit a repository with.
 *
 * @public
 */
export function repositoryFields(
  wanted: WantedRepository,
  repository: ForgeRepository | undefined,
): RepositoryFields {
  return {
    ...(wanted.description !== undefined && {
      description: wanted.description,
    }),
    visibility: wanted.visibility,
    topics: [...new Set([...(repository?.topics ?? []), slipwayTopic])],
  };
}
