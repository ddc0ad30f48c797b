import type { Clock } from '../../../world/Clock.ts';
import type { ActionsEvent } from './ActionsEvent.ts';
import type {
  ActionsRecords,
  DeploymentState,
  GithubDeploymentRecord,
  GithubDeploymentStatusRecord,
  RunJobRecord,
  RunRecord,
} from './actionsRecords.ts';

/** Writes what changes and tells about it: nobody else sets a status. */
export class ActionsStore {
  readonly records: ActionsRecords;
  readonly #clock: Clock;
  readonly #emit: (event: ActionsEvent) => void;

  constructor(
    records: ActionsRecords,
    clock: Clock,
    emit: (event: ActionsEvent) => void,
  ) {
    this.records = records;
    this.#clock = clock;
    this.#emit = emit;
  }

  now(): string {
    return this.#clock.now().toISOString();
  }

  run(id: number): RunRecord {
    const run = this.records.runs.get(id);
    if (!run) {
      throw new Error(`Run ${id} is not there any more`);
    }
    return run;
  }

  job(id: number): RunJobRecord {
    const job = this.records.jobs.get(id);
    if (!job) {
      throw new Error(`Job ${id} is not there any more`);
    }
    return job;
  }

  /** Runs of a repository that have not ended. */
  openRuns(projectId: number): RunRecord[] {
    return this.records.runs.filter(
      run => run.projectId === projectId && run.status !== 'completed',
    );
  }

  /** Of every attempt, oldest first. */
  allJobs(runId: number): RunJobRecord[] {
    return this.records.jobs.filter(job => job.runId === runId);
  }

  /** Of one attempt; of the newest without. */
  jobs(runId: number, attempt = this.run(runId).attempt): RunJobRecord[] {
    return this.allJobs(runId).filter(job => job.attempt === attempt);
  }

  addRun(run: RunRecord, content: string): RunRecord {
    this.records.runFiles.put({ id: run.id, content });
    this.records.runs.put(run);
    this.#emit({ kind: 'run', action: 'requested', run });
    if (run.status === 'completed') {
      this.#emit({ kind: 'run', action: 'completed', run });
    }
    return run;
  }

  changeRun(id: number, change: Partial<RunRecord>): RunRecord {
    const before = this.run(id);
    const run = this.records.runs.put({
      ...before,
      ...change,
      updatedAt: this.now(),
    });
    if (run.status !== before.status) {
      if (run.status === 'in_progress' || run.status === 'completed') {
        this.#emit({ kind: 'run', action: run.status, run });
      }
    }
    return run;
  }

  /** A further attempt begins; what the one before was is kept beside. */
  beginAttempt(id: number, triggeringActorId: number): RunRecord {
    const before = this.run(id);
    this.records.attempts.put({
      id: `${before.id}/${before.attempt}`,
      run: before,
    });
    const now = this.now();
    const run = this.records.runs.put({
      ...before,
      attempt: before.attempt + 1,
      status: 'queued',
      conclusion: null,
      cancelling: false,
      triggeringActorId,
      runStartedAt: now,
      updatedAt: now,
    });
    this.#emit({ kind: 'run', action: 'requested', run });
    return run;
  }

  addJob(job: Omit<RunJobRecord, 'id' | 'createdAt'>): RunJobRecord {
    const added = this.records.jobs.put({
      ...job,
      id: this.records.jobs.nextId(),
      createdAt: this.now(),
    });
    if (added.status === 'completed') {
      this.#emit({ kind: 'job', action: 'completed', job: added });
    } else {
      this.#emit({ kind: 'job', action: 'queued', job: added });
    }
    return added;
  }

  changeJob(id: number, change: Partial<RunJobRecord>): RunJobRecord {
    const before = this.job(id);
    const job = this.records.jobs.put({ ...before, ...change });
    if (job.status !== before.status && job.status !== 'pending') {
      this.#emit({ kind: 'job', action: job.status, job });
    }
    return job;
  }

  log(jobId: number): string {
    return this.records.logs.get(jobId)?.text ?? '';
  }

  appendLog(jobId: number, text: string): void {
    this.records.logs.put({ id: jobId, text: this.log(jobId) + text });
  }

  addDeployment(
    deployment: Omit<GithubDeploymentRecord, 'id' | 'createdAt' | 'updatedAt'>,
  ): GithubDeploymentRecord {
    const now = this.now();
    const added = this.records.deployments.put({
      ...deployment,
      id: this.records.deployments.nextId(),
      createdAt: now,
      updatedAt: now,
    });
    this.#emit({ kind: 'deployment', deployment: added });
    return added;
  }

  /** Oldest first. */
  deploymentStatuses(deploymentId: number): GithubDeploymentStatusRecord[] {
    return this.records.deploymentStatuses.filter(
      one => one.deploymentId === deploymentId,
    );
  }

  addDeploymentStatus(
    deployment: GithubDeploymentRecord,
    state: DeploymentState,
    more: Partial<GithubDeploymentStatusRecord> = {},
  ): GithubDeploymentStatusRecord {
    const now = this.now();
    this.records.deployments.put({ ...deployment, updatedAt: now });
    const status = this.records.deploymentStatuses.put({
      description: '',
      environmentUrl: '',
      logUrl: '',
      creatorId: deployment.creatorId,
      ...more,
      id: this.records.deploymentStatuses.nextId(),
      projectId: deployment.projectId,
      deploymentId: deployment.id,
      state,
      createdAt: now,
    });
    this.#emit({ kind: 'deployment_status', deployment, status });
    return status;
  }

  /** What was live in an environment before a success is so no more. */
  retireOlder(deployment: GithubDeploymentRecord): void {
    const older = this.records.deployments.filter(
      one =>
        one.projectId === deployment.projectId &&
        one.environment === deployment.environment &&
        one.id < deployment.id,
    );
    for (const one of older) {
      if (this.deploymentStatuses(one.id).at(-1)?.state === 'success') {
        this.addDeploymentStatus(one, 'inactive');
      }
    }
  }
}
