import type {
  GithubDeploymentRecord,
  GithubDeploymentStatusRecord,
  RunJobRecord,
  RunRecord,
} from './actionsRecords.ts';

/** A change that webhooks tell about. */
export type ActionsEvent =
  | {
      kind: 'run';
      action: 'requested' | 'in_progress' | 'completed';
      run: RunRecord;
    }
  | {
      kind: 'job';
      action: 'queued' | 'waiting' | 'in_progress' | 'completed';
      job: RunJobRecord;
    }
  | { kind: 'deployment'; deployment: GithubDeploymentRecord }
  | {
      kind: 'deployment_status';
      deployment: GithubDeploymentRecord;
      status: GithubDeploymentStatusRecord;
    };
