import type { ForgeRepository } from './ForgeRepositories';

/** @public */
export interface ForgePipeline {
  id: number;
  state:
    | 'running'
    | 'succeeded'
    | 'failed'
    | 'cancelled'
    | 'skipped'
    | 'waiting-for-person';
  webUrl?: string;
}

/** @public */
export interface ForgeJob {
  id: number;
  name: string;
  state:
    | 'waiting'
    | 'running'
    | 'succeeded'
    | 'failed'
    | 'cancelled'
    | 'skipped'
    | 'waiting-for-person';
  mayFail: boolean;
  webUrl?: string;
  failureReason?: string;
}

/** @public */
export interface ForgePipelines {
  /** The file that says what a pipeline does, or one of them. */
  readonly definition: string;
  newest(
    repository: ForgeRepository,
    commit: { branch: string; sha: string },
  ): Promise<ForgePipeline | undefined>;
  jobs(repository: ForgeRepository, pipeline: number): Promise<ForgeJob[]>;
}
