import type { Clock } from '../../../world/Clock.ts';
import { KeyedLock } from '../../../git/KeyedLock.ts';
import type { GithubContext } from '../../GithubContext.ts';
import { deriveRunState, readyJobs } from '../plan/deriveResults.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunRecord } from '../records/actionsRecords.ts';
import type { Conclusion } from '../records/statuses.ts';
import { isFailure } from '../records/statuses.ts';
import type { ParsedWorkflow } from '../workflow/ParsedWorkflow.ts';
import { beginJob } from './beginJob.ts';
import { createRun, type RunRequest } from './createRun.ts';
import { executeJob } from './executeJob.ts';
import type { JobDeployments } from './JobDeployments.ts';
import { JobQueue } from './JobQueue.ts';
import { JobTransitions, nothing } from './JobTransitions.ts';
import type { JobEnd, JobRunner } from './JobRunner.ts';
import { isHeldUp, supersededRuns } from './planConcurrency.ts';
import { planRerun, type RerunScope } from './planRerun.ts';
import type { RunContexts } from './RunContexts.ts';
import type { WorkflowFile, WorkflowFiles } from './WorkflowFiles.ts';

export interface RunEngineOptions {
  context: GithubContext;
  store: ActionsStore;
  files: WorkflowFiles;
  contexts: RunContexts;
  deployments: JobDeployments;
  runner: JobRunner;
  clock: Clock;
}

/** Makes runs, moves their jobs on, and does what people ask of them. */
export class RunEngine {
  readonly files: WorkflowFiles;
  readonly #options: RunEngineOptions;
  readonly #store: ActionsStore;
  readonly #queue: JobQueue;
  readonly #jobs: JobTransitions;
  readonly #lock = new KeyedLock();
  readonly #stopping = new AbortController();
  readonly #work = new Set<Promise<unknown>>();

  constructor(options: RunEngineOptions) {
    this.#options = options;
    this.#store = options.store;
    this.files = options.files;
    this.#queue = new JobQueue({
      store: options.store,
      log: line => options.context.forge.log(line),
      execute: async (job, signal) => {
        const workflow = await this.files.ofRun(this.#store.run(job.runId));
        this.process(job.runId);
        options.deployments.report(job, 'in_progress');
        return executeJob(options, job, workflow, signal);
      },
      onEnd: (jobId, end) => this.#onEnd(jobId, end),
    });
    this.#jobs = new JobTransitions({
      ...options,
      queue: this.#queue,
      signal: this.#stopping.signal,
      process: runId => this.process(runId),
    });
  }

  /** Goes on with what an earlier start has left: what ran then has lost its runner. */
  start(): void {
    for (const job of this.#store.records.jobs.all()) {
      if (job.status === 'in_progress') {
        this.#options.context.tokens.revokeWorkflowToken(job.id);
        this.#store.appendLog(
          job.id,
          `${this.#store.now()} ##[error]The sandbox was stopped while this job ran\n`,
        );
        this.#jobs.end(job.id, { conclusion: 'failure', ...nothing });
      }
    }
    for (const run of this.#store.records.runs.all()) {
      if (run.status !== 'completed') {
        this.process(run.id);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#queue.stop();
    await this.settled();
  }

  /** Resolves when all that has been asked for until now is done, but for jobs that run. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) {
      await Promise.allSettled([...this.#work]);
    }
  }

  /** A run of a file, started. */
  create(file: WorkflowFile, request: RunRequest): RunRecord {
    const run = createRun(this.#options, file, request);
    if (run.status !== 'completed') {
      for (const older of supersededRuns(run, this.#store.records.runs.all())) {
        this.cancel(older.id);
      }
      this.process(run.id);
    }
    return this.#store.run(run.id);
  }

  /** Moves on every job of a run whose turn it is. */
  process(runId: number): void {
    this.background(`run ${runId}`, () =>
      this.#lock.run(runId, () => this.#process(runId)),
    );
  }

  /** A further attempt: of all jobs, of those that failed, or of one; with what depends on them. */
  async rerun(runId: number, scope: RerunScope, userId: number): Promise<void> {
    await this.#lock.run(runId, async () => {
      const before = this.#store.jobs(runId);
      const workflow = await this.files.ofRun(this.#store.run(runId));
      const carried = planRerun(workflow.jobs, before, scope);
      const run = this.#store.beginAttempt(runId, userId);
      for (const { id, createdAt: _, ...job } of carried) {
        const copy = this.#store.addJob({ ...job, attempt: run.attempt });
        this.#store.appendLog(copy.id, this.#store.log(id));
      }
    });
    this.process(runId);
  }

  cancel(runId: number): void {
    const run = this.#store.run(runId);
    if (run.status === 'completed') {
      return;
    }
    this.#store.changeRun(runId, { cancelling: true });
    for (const job of this.#store.jobs(runId)) {
      this.#jobs.cancel(job);
    }
    this.process(runId);
  }

  /** Somebody has decided on what waits for environments. */
  review(
    runId: number,
    environments: string[],
    decision: 'approved' | 'rejected',
    by: string,
  ): void {
    for (const job of this.#store.jobs(runId)) {
      if (
        job.status !== 'waiting' ||
        job.environment === null ||
        !environments.includes(job.environment)
      ) {
        continue;
      }
      if (decision === 'approved') {
        this.#store.changeJob(job.id, { approved: true });
      } else {
        this.#jobs.refuse(job, `The deployment was rejected by ${by}.`);
      }
    }
    this.process(runId);
  }

  forget(runId: number): void {
    this.#store.jobs(runId).forEach(job => this.#queue.abort(job.id));
    const { records } = this.#store;
    for (const job of this.#store.allJobs(runId)) {
      records.logs.delete(job.id);
      records.jobs.delete(job.id);
    }
    for (const collection of [records.artifacts, records.reviews]) {
      for (const one of collection.all()) {
        if (one.runId === runId) {
          collection.delete(one.id);
        }
      }
    }
    for (const { id, run } of records.attempts.all()) {
      if (run.id === runId) {
        records.attempts.delete(id);
      }
    }
    records.runFiles.delete(runId);
    records.runs.delete(runId);
  }

  /** Runs of a repository are made one after the other: their numbers follow the pushes. */
  inTurn(repository: string, work: () => Promise<void>): void {
    this.background(repository, () => this.#lock.run(repository, work));
  }

  /** Does work that nobody waits for; what goes wrong is told in the log. */
  background(what: string, work: () => Promise<void>): void {
    if (this.#stopping.signal.aborted) {
      return;
    }
    const doing: Promise<void> = work()
      .catch((error: Error) => {
        if (!this.#stopping.signal.aborted) {
          this.#options.context.forge.log(`Actions, ${what}: ${error.stack}`);
        }
      })
      .finally(() => this.#work.delete(doing));
    this.#work.add(doing);
  }

  async #process(runId: number): Promise<void> {
    const file = this.#store.records.runs.get(runId);
    if (!file || file.status === 'completed') {
      return;
    }
    const workflow = await this.files.ofRun(file);
    // From here on nothing else comes in between.
    const run = this.#store.records.runs.get(runId);
    if (!run || run.status === 'completed' || this.#stopping.signal.aborted) {
      return;
    }
    if (!run.cancelling && isHeldUp(run, this.#store.records.runs.all())) {
      this.#store.changeRun(runId, { status: 'pending' });
      return;
    }
    for (;;) {
      const ready = readyJobs(workflow.jobs, this.#store.jobs(runId));
      if (ready.length === 0) {
        break;
      }
      for (const job of ready) {
        beginJob(this.#options, run, workflow, job);
      }
    }
    for (const job of this.#store.jobs(runId)) {
      if (job.status !== 'completed' && job.status !== 'in_progress') {
        this.#jobs.advance(job, run);
      }
    }
    this.#refresh(runId, workflow);
  }

  #refresh(runId: number, workflow: ParsedWorkflow): void {
    const run = this.#store.run(runId);
    const { status, conclusion } = deriveRunState(
      workflow.jobs,
      this.#store.jobs(runId),
    );
    const ended: Conclusion | null =
      run.cancelling && conclusion !== null && !isFailure(conclusion)
        ? 'cancelled'
        : conclusion;
    if (status !== run.status) {
      this.#store.changeRun(runId, { status, conclusion: ended });
    }
    if (status === 'completed') {
      for (const other of this.#store.records.runs.all()) {
        if (other.projectId === run.projectId && other.status === 'pending') {
          this.process(other.id);
        }
      }
    }
  }

  #onEnd(jobId: number, end: JobEnd): void {
    const job = this.#store.records.jobs.get(jobId);
    if (!job) {
      return;
    }
    if (job.status === 'in_progress') {
      this.#jobs.end(jobId, end);
      if (isFailure(end.conclusion) && job.failFast && !job.continueOnError) {
        this.#store
          .jobs(job.runId, job.attempt)
          .filter(one => one.key === job.key && one.id !== job.id)
          .forEach(one => this.#jobs.cancel(one));
      }
    }
    this.process(job.runId);
    if (job.concurrencyGroup !== null) {
      this.#store.records.jobs
        .filter(
          one =>
            one.status === 'pending' &&
            one.concurrencyGroup === job.concurrencyGroup,
        )
        .forEach(one => this.process(one.runId));
    }
  }
}
