import type { ProjectRecord } from '../forge/records/records.ts';

/**
 * What the rest of GitHub says about workflows. The part that runs them puts itself in the
 * context's `actions`; without it there are none.
 */
export interface ActionsLinks {
  /** Check runs of a commit by name, with `conclusion` null while they run. */
  checks(
    project: ProjectRecord,
    sha: string,
  ): Array<{ name: string; conclusion: string | null }>;
  /** A repository is about to be removed for good. */
  forgetRepository(project: ProjectRecord): void;
}

export const noActions: ActionsLinks = {
  checks: () => [],
  forgetRepository: () => {},
};
