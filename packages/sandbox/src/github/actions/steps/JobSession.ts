import type { CiCommit } from '../../../runner/index.ts';
import type { ProjectRecord } from '../../../forge/records/records.ts';
import type { JobLog } from '../engine/JobLog.ts';
import type {
  ExpressionContext,
  ExpressionValue,
} from '../expressions/ExpressionValue.ts';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';

export interface JobFolders {
  /** All of the job's files are below it, and it goes with the job. */
  root: string;
  home: string;
  workspace: string;
  temp: string;
}

/** All that a job has while it runs; its steps change what is theirs to change. */
export interface JobSession {
  readonly run: RunRecord;
  readonly job: RunJobRecord;
  readonly project: ProjectRecord;
  readonly commit: CiCommit;
  readonly folders: JobFolders;
  readonly token: string;
  readonly log: JobLog;
  /** Aborted when the job is cancelled, takes too long, or the sandbox stops. */
  readonly signal: AbortSignal;
  /** `github`, `vars`, `secrets`, `needs`, `matrix`, `inputs`, …: what does not change. */
  readonly context: ExpressionContext;
  /** The `env:` of the workflow and the job, and what steps have written to `GITHUB_ENV`. */
  readonly env: Record<string, string>;
  /** `GITHUB_…`, `RUNNER_…` and the like. */
  readonly variables: Record<string, string>;
  /** The `steps` context. */
  readonly steps: Record<string, Record<string, ExpressionValue>>;
  /** By registry, as `docker login` keeps them. */
  readonly logins: Map<string, { username: string; password: string }>;
  /** What `docker tag` has named. */
  readonly imageTags: Map<string, string>;
  /** A checkout of the repository is in the workspace. */
  checkedOut: boolean;
}

export interface StepEnd {
  /** Why the step failed; undefined when it went well. */
  failure: string | undefined;
  outputs: Record<string, string>;
}

export const done = (outputs: Record<string, string> = {}): StepEnd => ({
  failure: undefined,
  outputs,
});

export const failed = (failure: string): StepEnd => ({ failure, outputs: {} });
