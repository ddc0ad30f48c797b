import type { ProjectRecord } from './records/records.ts';

/**
 * What the forge's own answers say about pipelines. The part that runs them puts itself in the
 * context's `ci`; without it there are none.
 */
export interface CiLinks {
  /** `API_Entities_Ci_PipelineBasic` of the newest pipeline of a commit, or null. */
  lastPipeline(
    project: ProjectRecord,
    sha: string,
    ref?: string,
  ): Record<string, unknown> | null;
  /** `API_Entities_Ci_Pipeline` of the same, for a merge request's `head_pipeline`. */
  headPipeline(
    project: ProjectRecord,
    sha: string,
    ref: string,
  ): Record<string, unknown> | null;
  /** Jobs of a commit as `API_Entities_CommitStatus`; GitLab lists them among its statuses. */
  statuses(project: ProjectRecord, sha: string): Record<string, unknown>[];
  /** A project is about to be removed for good. */
  forgetProject(project: ProjectRecord): void;
}

export const noCi: CiLinks = {
  lastPipeline: () => null,
  headPipeline: () => null,
  statuses: () => [],
  forgetProject: () => {},
};
