import type {
  DeploymentRecord,
  JobRecord,
  PipelineRecord,
} from './ciRecords.ts';

/** A change that webhooks tell about. */
export type RunnerEvent =
  /** The status of a pipeline is another than before. */
  | { kind: 'pipeline'; pipeline: PipelineRecord }
  /** The status of a job is another than before. */
  | { kind: 'job'; job: JobRecord }
  /** A deployment began, or came to its end. */
  | { kind: 'deployment'; deployment: DeploymentRecord };
