import type { Storage } from '../world/Storage.ts';
import type { CiStatus } from './statuses.ts';

/** What the runner remembers. Times are ISO strings. */

export interface CiVariable {
  key: string;
  value: string;
  variableType: 'env_var' | 'file';
  /** Its value never appears in a trace. */
  masked: boolean;
  /** Taken as it is: a `$` in it names no other variable. */
  raw: boolean;
}

export interface PipelineRecord {
  id: number;
  iid: number;
  projectId: number;
  sha: string;
  beforeSha: string;
  /** Without `refs/heads/` or `refs/tags/`. */
  ref: string;
  tag: boolean;
  source: string;
  status: CiStatus;
  /** From `workflow:name`. */
  name: string | null;
  userId: number;
  stages: string[];
  yamlErrors: string | null;
  variables: CiVariable[];
  createdAt: string;
  updatedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface JobEnvironment {
  name: string;
  url: string | null;
  action: 'start' | 'stop' | 'prepare' | 'verify' | 'access';
  onStop: string | null;
  tier: string | null;
}

export interface JobRecord {
  id: number;
  pipelineId: number;
  projectId: number;
  userId: number;
  name: string;
  stage: string;
  status: CiStatus;
  when: 'on_success' | 'on_failure' | 'always' | 'manual' | 'delayed';
  /** For a delayed job. */
  startInSeconds: number;
  allowFailure: boolean;
  /** Names of jobs; null where the stages give the order. */
  needs: string[] | null;
  beforeScript: string[];
  script: string[];
  afterScript: string[];
  image: string | null;
  services: string[];
  tags: string[];
  /** The job's own variables, as they are written. */
  variables: CiVariable[];
  environment: JobEnvironment | null;
  resourceGroup: string | null;
  interruptible: boolean;
  retryMax: number;
  retryWhen: string[];
  timeoutSeconds: number;
  /** 1 for the first job of this name in the pipeline. */
  attempt: number;
  /** A newer job of this name has taken its place. */
  retried: boolean;
  runnerId: number | null;
  failureReason: string | null;
  createdAt: string;
  queuedAt: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  /** When a delayed job is due. */
  scheduledAt: string | null;
}

export interface TraceRecord {
  /** The job's. */
  id: number;
  text: string;
}

export interface EnvironmentRecord {
  id: number;
  projectId: number;
  name: string;
  slug: string;
  externalUrl: string | null;
  tier: string;
  state: 'available' | 'stopping' | 'stopped';
  description: string | null;
  kubernetesNamespace: string | null;
  fluxResourcePath: string | null;
  autoStopSetting: 'always' | 'with_action';
  /** The name of the job that stops it. */
  onStop: string | null;
  createdAt: string;
  updatedAt: string;
}

export type DeploymentStatus =
  | 'created'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceled'
  | 'skipped'
  | 'blocked';

export interface DeploymentRecord {
  id: number;
  iid: number;
  projectId: number;
  environmentId: number;
  ref: string;
  tag: boolean;
  sha: string;
  status: DeploymentStatus;
  userId: number;
  /** The job that makes it; null for one that a client has reported. */
  jobId: number | null;
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
}

export interface RunnerRecord {
  id: number;
  runnerType: 'instance_type' | 'group_type' | 'project_type';
  /** The group or project that it is for. */
  ownerId: number | null;
  description: string;
  maintenanceNote: string | null;
  paused: boolean;
  locked: boolean;
  accessLevel: 'not_protected' | 'ref_protected';
  runUntagged: boolean;
  tagList: string[];
  maximumTimeout: number | null;
  creatorId: number | null;
  /** What is kept of its token. */
  digest: string;
  /** Comes with the sandbox and is always online. */
  embedded: boolean;
  createdAt: string;
  contactedAt: string | null;
}

export function openCiRecords(storage: Storage) {
  return {
    pipelines: storage.collection<PipelineRecord>('ci-pipelines'),
    jobs: storage.collection<JobRecord>('ci-jobs'),
    traces: storage.collection<TraceRecord>('ci-traces'),
    environments: storage.collection<EnvironmentRecord>('ci-environments'),
    deployments: storage.collection<DeploymentRecord>('ci-deployments'),
    runners: storage.collection<RunnerRecord>('ci-runners'),
  };
}

export type CiRecords = ReturnType<typeof openCiRecords>;
