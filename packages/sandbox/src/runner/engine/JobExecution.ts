import type { CiCommit, CiProject } from '../RunnerHost.ts';
import type { JobRecord, PipelineRecord } from '../ciRecords.ts';
import type { JobVariables } from '../variables/deriveJobVariables.ts';

export type JobOutcome =
  | { kind: 'success' }
  /** With one of GitLab's reasons, such as `script_failure`. */
  | { kind: 'failed'; reason: string };

/** All that a job has when it runs. */
export interface JobExecution {
  job: JobRecord;
  pipeline: PipelineRecord;
  project: CiProject;
  commit: CiCommit;
  variables: JobVariables;
  jobToken: string;
  runnerName: string;
  /** Aborted when the job is cancelled, takes too long, or the sandbox stops. */
  signal: AbortSignal;
  /** Takes what is added to the trace. */
  write: (text: string) => void;
}
