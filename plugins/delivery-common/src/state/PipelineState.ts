import { OperationOffer } from './Operation';

/**
 * The status of a pipeline or job, one vocabulary for all forges.
 *
 * @public
 */
export type RunStatus =
  | 'waiting'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'skipped'
  /** Waits for a person to start it. */
  | 'manual'
  | 'unknown';

/**
 * One job of a pipeline.
 *
 * @public
 */
export interface JobState {
  id: string;
  name: string;
  stage: string;
  status: RunStatus;
  /** The forge lets it fail without failing the pipeline. */
  allowedToFail: boolean;
  url?: string;
  startedAt?: string;
  finishedAt?: string;
  /** Why it failed, in the forge's own word, such as `script_failure`. */
  failureReason?: string;
}

/**
 * One run of a pipeline.
 *
 * @public
 */
export interface PipelineState {
  id: string;
  status: RunStatus;
  branch: string;
  commit: { sha: string; title?: string; author?: string; url?: string };
  url?: string;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** In the order of the stages. */
  jobs: JobState[];
  operations: OperationOffer[];
}

/**
 * The last pipelines of the default branch, newest first.
 *
 * @public
 */
export interface PipelineBoard {
  repository: { slug: string; url: string };
  branch: string;
  pipelines: PipelineState[];
}
