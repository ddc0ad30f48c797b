import type { GithubPermissions } from '../../api/GithubPrincipal.ts';
import type { Storage } from '../../../world/Storage.ts';
import type { ExpressionValue } from '../expressions/ExpressionValue.ts';
import type { Conclusion, RunStatus } from './statuses.ts';

/** What Actions remembers. Times are ISO strings. */

/** A workflow file that has been seen in a repository. */
export interface WorkflowRecord {
  id: number;
  projectId: number;
  /** `.github/workflows/ci.yml` */
  path: string;
  name: string;
  state: 'active' | 'disabled_manually';
  /** How many runs it has had. */
  runs: number;
  createdAt: string;
  updatedAt: string;
}

export interface RunRecord {
  id: number;
  projectId: number;
  workflowId: number;
  workflowPath: string;
  name: string;
  displayTitle: string;
  runNumber: number;
  attempt: number;
  event: string;
  /** `refs/heads/main` */
  ref: string;
  headBranch: string | null;
  headSha: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  actorId: number;
  triggeringActorId: number;
  pullRequestIds: number[];
  inputs: Record<string, ExpressionValue>;
  /** What GitHub writes into `GITHUB_EVENT_PATH`. */
  payload: Record<string, ExpressionValue>;
  concurrencyGroup: string | null;
  cancelInProgress: boolean;
  /** Set when it is asked to be cancelled. */
  cancelling: boolean;
  /** Why there are no jobs. */
  problem: string | null;
  createdAt: string;
  updatedAt: string;
  /** Of this attempt. */
  runStartedAt: string;
}

/** A run as it was at the end of an attempt that was not its last. */
export interface AttemptRecord {
  /** `<run>/<attempt>` */
  id: string;
  run: RunRecord;
}

/** The workflow file of a run: a run keeps the one that it was started with. */
export interface RunFileRecord {
  /** The run's. */
  id: number;
  content: string;
}

export interface StepRecord {
  name: string;
  number: number;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
}

export interface RunJobRecord {
  id: number;
  runId: number;
  projectId: number;
  attempt: number;
  /** Its id in the file. */
  key: string;
  name: string;
  matrix: Record<string, ExpressionValue> | null;
  /** Its place among those of its matrix. */
  index: number;
  total: number;
  failFast: boolean;
  maxParallel: number | null;
  continueOnError: boolean;
  timeoutMinutes: number;
  labels: string[];
  environment: string | null;
  /** Environments' protection has let it through. */
  approved: boolean;
  concurrencyGroup: string | null;
  cancelInProgress: boolean;
  permissions: GithubPermissions;
  status: RunStatus;
  conclusion: Conclusion | null;
  outputs: Record<string, string>;
  steps: StepRecord[];
  runnerName: string | null;
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
}

/** A job's log, in one piece; each line begins with the time. */
export interface JobLogRecord {
  /** The job's. */
  id: number;
  text: string;
}

export interface ArtifactRecord {
  id: number;
  projectId: number;
  runId: number;
  attempt: number;
  name: string;
  sizeInBytes: number;
  digest: string;
  createdAt: string;
  expiresAt: string;
}

export interface EnvironmentReviewer {
  type: 'User' | 'Team';
  id: number;
}

export interface ActionsEnvironmentRecord {
  id: number;
  projectId: number;
  name: string;
  waitMinutes: number;
  preventSelfReview: boolean;
  reviewers: EnvironmentReviewer[];
  branchPolicy: {
    protectedBranches: boolean;
    customBranchPolicies: boolean;
  } | null;
  /** Names and patterns of branches, where the policy is a list. */
  branchPatterns: Array<{ id: number; name: string }>;
  createdAt: string;
  updatedAt: string;
}

/** How somebody has decided on the deployments of a run. */
export interface ReviewRecord {
  id: number;
  runId: number;
  attempt: number;
  environmentIds: number[];
  state: 'approved' | 'rejected';
  comment: string;
  userId: number;
}

export type DeploymentState =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'queued'
  | 'pending'
  | 'success'
  | 'waiting';

export interface GithubDeploymentRecord {
  id: number;
  projectId: number;
  sha: string;
  ref: string;
  task: string;
  environment: string;
  description: string | null;
  payload: Record<string, unknown> | string;
  creatorId: number;
  /** The job that makes it; null for one that a client has reported. */
  jobId: number | null;
  transient: boolean;
  production: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface GithubDeploymentStatusRecord {
  id: number;
  projectId: number;
  deploymentId: number;
  state: DeploymentState;
  description: string;
  environmentUrl: string;
  logUrl: string;
  creatorId: number;
  createdAt: string;
}

/** Null stands for the repository itself, a name for one of its environments. */
export interface SecretRecord {
  id: number;
  projectId: number;
  environment: string | null;
  name: string;
  /** What was in the sealed box; no answer ever has it. */
  value: string;
  createdAt: string;
  updatedAt: string;
}

export interface VariableRecord {
  id: number;
  projectId: number;
  environment: string | null;
  name: string;
  value: string;
  createdAt: string;
  updatedAt: string;
}

/** The pair of keys with which secrets come in. */
export interface SecretKeyRecord {
  id: number;
  projectId: number;
  environment: string | null;
  keyId: string;
  publicKey: string;
  privateKey: string;
}

/** What a repository's settings say about workflows. */
export interface ActionsSettingsRecord {
  /** The repository's. */
  id: number;
  defaultPermissions: 'read' | 'write';
  canApprovePullRequests: boolean;
}

/** A runner of a repository's own. */
export interface SelfHostedRunnerRecord {
  id: number;
  projectId: number;
  name: string;
  os: string;
  labels: string[];
}

export function openActionsRecords(storage: Storage) {
  const open = <T extends { id: number | string }>(name: string) =>
    storage.collection<T>(`github-actions-${name}`);
  return {
    workflows: open<WorkflowRecord>('workflows'),
    runs: open<RunRecord>('runs'),
    attempts: open<AttemptRecord>('attempts'),
    runFiles: open<RunFileRecord>('run-files'),
    jobs: open<RunJobRecord>('jobs'),
    logs: open<JobLogRecord>('logs'),
    artifacts: open<ArtifactRecord>('artifacts'),
    environments: open<ActionsEnvironmentRecord>('environments'),
    reviews: open<ReviewRecord>('reviews'),
    deployments: open<GithubDeploymentRecord>('deployments'),
    deploymentStatuses: open<GithubDeploymentStatusRecord>(
      'deployment-statuses',
    ),
    secrets: open<SecretRecord>('secrets'),
    variables: open<VariableRecord>('variables'),
    secretKeys: open<SecretKeyRecord>('secret-keys'),
    runners: open<SelfHostedRunnerRecord>('runners'),
    settings: open<ActionsSettingsRecord>('settings'),
  };
}

export type ActionsRecords = ReturnType<typeof openActionsRecords>;
