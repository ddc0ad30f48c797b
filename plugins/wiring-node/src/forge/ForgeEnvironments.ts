import type { ForgeRepository } from './ForgeRepositories';

/**
 * Who has to approve a deployment. A group is a team on GitHub.
 *
 * @public
 */
export interface ForgeReviewer {
  kind: 'user' | 'group';
  id: number;
  /** A login, a group's full path or a team's slug. */
  name: string;
}

/**
 * What must be so before a job deploys to an environment.
 *
 * @public
 */
export interface EnvironmentRules {
  /** On GitHub one of them has to approve, on GitLab each: there one group says that anybody of it may. */
  reviewers: ForgeReviewer[];
  /** Whether who started a deployment may not approve it. */
  preventSelfReview: boolean;
  waitMinutes: number;
  /** From where may be deployed. */
  branches: 'all' | 'protected';
}

/** @public */
export interface ForgeEnvironment {
  name: string;
  /** Undefined where this forge, or its plan, has none. */
  rules?: EnvironmentRules;
}

/** @public */
export interface ForgeEnvironments {
  /** The rules as this forge can hold them. */
  fit(rules: EnvironmentRules): EnvironmentRules;
  /** Why the plan of a repository has no such rules; undefined where it has. */
  unavailable(repository: ForgeRepository): Promise<string | undefined>;
  /** Throws InputError for one that is not there. */
  reviewer(
    repository: ForgeRepository,
    wanted: Pick<ForgeReviewer, 'kind' | 'name'>,
  ): Promise<ForgeReviewer>;
  find(
    repository: ForgeRepository,
    name: string,
  ): Promise<ForgeEnvironment | undefined>;
  /** `rules` are left as they are when they are undefined. */
  put(
    repository: ForgeRepository,
    wanted: ForgeEnvironment,
    current: ForgeEnvironment | undefined,
  ): Promise<void>;
  remove(repository: ForgeRepository, name: string): Promise<void>;
}
