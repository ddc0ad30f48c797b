import type { ActionsStore } from '../records/ActionsStore.ts';
import type {
  DeploymentState,
  GithubDeploymentRecord,
  RunJobRecord,
  RunRecord,
} from '../records/actionsRecords.ts';
import type { Conclusion } from '../records/statuses.ts';

/** The deployments that jobs with an environment make, and how each is getting on. */
export class JobDeployments {
  readonly #store: ActionsStore;
  readonly #logUrl: (run: RunRecord, job: RunJobRecord) => string;

  constructor(
    store: ActionsStore,
    logUrl: (run: RunRecord, job: RunJobRecord) => string,
  ) {
    this.#store = store;
    this.#logUrl = logUrl;
  }

  of(jobId: number): GithubDeploymentRecord | undefined {
    return this.#store.records.deployments.find(one => one.jobId === jobId);
  }

  /** Says what a job's deployment is in; the first time it is made. */
  report(job: RunJobRecord, state: DeploymentState, environmentUrl = ''): void {
    if (job.environment === null) {
      return;
    }
    const run = this.#store.run(job.runId);
    const deployment =
      this.of(job.id) ??
      this.#store.addDeployment({
        projectId: job.projectId,
        sha: run.headSha,
        ref: run.headBranch ?? run.ref.replace(/^refs\/tags\//, ''),
        task: 'deploy',
        environment: job.environment,
        description: null,
        payload: {},
        creatorId: run.triggeringActorId,
        jobId: job.id,
        transient: false,
        production: false,
      });
    const last = this.#store.deploymentStatuses(deployment.id).at(-1);
    if (last?.state === state) {
      return;
    }
    this.#store.addDeploymentStatus(deployment, state, {
      environmentUrl,
      logUrl: this.#logUrl(run, job),
    });
    if (state === 'success') {
      this.#store.retireOlder(deployment);
    }
  }

  /** The deployment ends as its job does. */
  end(job: RunJobRecord, conclusion: Conclusion, environmentUrl: string): void {
    if (conclusion === 'success') {
      this.report(job, 'success', environmentUrl);
    } else if (this.of(job.id)) {
      this.report(job, conclusion === 'cancelled' ? 'error' : 'failure');
    }
  }
}
