import type { Clock } from '../../../world/Clock.ts';
import { KeyedLock } from '../../../git/KeyedLock.ts';
import type { GithubContext } from '../../GithubContext.ts';
import { deriveRunState, readyJobs } from '../plan/deriveResults.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';
import type { Conclusion } from '../records/statuses.ts';
import { isFailure } from '../records/statuses.ts';
import type { ParsedWorkflow } from '../workflow/ParsedWorkflow.ts';
import { beginJob } from './beginJob.ts';
import { createRun, type RunRequest } from './createRun.ts';
import { deriveGate } from './deriveGate.ts';
import type { JobDeployments } from './JobDeployments.ts';
import { JobQueue } from './JobQueue.ts';
import type { JobEnd, JobRunner } from './JobRunner.ts';
import {
  isHeldUp,
  isJobHeldUp,
  supersededJobs,
  supersededRuns,
} from './planConcurrency.ts';
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

const nothing = { outputs: {}, environmentUrl: '' };

/** Makes runs, moves their jobs on, and does what people ask of them. */
export class RunEngine {
  readonly files: WorkflowFiles;
  readonly #options: RunEngineOptions;
  readonly #store: ActionsStore;
  readonly #queue: JobQueue;
  readonly #lock = new KeyedLock();
  readonly #stopping = new AbortController();
  readonly #work = new Set<Promise<unknown>>();
  /** Jobs that a timer of their environment will wake. */
  readonly #woken = new Set<number>();

  constructor(options: RunEngineOptions) {
    this.#options = options;
    this.#store = options.store;
    this.files = options.files;
    this.#queue = new JobQueue({
      store: options.store,
      log: line => options.context.forge.log(line),
      execute: (job, signal) => this.#execute(job, signal),
      onEnd: (jobId, end) => this.#onEnd(jobId, end),
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
        this.#endJob(job.id, { conclusion: 'failure', ...nothing });
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
      this.#cancelJob(job);
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
        this.#refuse(job, `The deployment was rejected by ${by}.`);
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
    const run = this.#store.records.runs.get(runId);
    if (!run || run.status === 'completed' || this.#stopping.signal.aborted) {
      return;
    }
    if (!run.cancelling && isHeldUp(run, this.#store.records.runs.all())) {
      this.#store.changeRun(runId, { status: 'pending' });
      return;
    }
    const workflow = await this.files.ofRun(run);
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
        await this.#advance(job, run);
      }
    }
    this.#refresh(runId, workflow);
  }

  /** A job that has not begun: is it its turn, by environments and by the others? */
  async #advance(job: RunJobRecord, run: RunRecord): Promise<void> {
    if (job.environment !== null) {
      const { clock } = this.#options;
      const gate = deriveGate(
        this.#store.records.environments.find(
          one =>
            one.projectId === job.projectId && one.name === job.environment,
        ),
        {
          ref: run.ref,
          isProtected: isProtectedBranch(this.#options.context, run),
          createdAt: job.createdAt,
          approved: job.approved,
          now: clock.now(),
        },
      );
      switch (gate.kind) {
        case 'open':
          break;
        case 'refused':
          this.#refuse(job, gate.problem);
          return;
        case 'wait':
          this.#hold(job);
          this.#wake(job, Date.parse(gate.until) - clock.now().getTime());
          return;
        case 'review':
          this.#hold(job);
          return;
        default:
          gate satisfies never;
      }
    }
    const others = this.#store.records.jobs.filter(
      one => one.projectId === job.projectId && one.id !== job.id,
    );
    for (const older of supersededJobs(job, others)) {
      this.#cancelJob(older);
      this.process(older.runId);
    }
    const isHeld = isJobHeldUp(job, others);
    this.#store.changeJob(job.id, { status: isHeld ? 'pending' : 'queued' });
    if (!isHeld) {
      this.#queue.add(job.id);
    }
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

  async #execute(job: RunJobRecord, signal: AbortSignal): Promise<JobEnd> {
    const { runner, clock, deployments } = this.#options;
    const run = this.#store.run(job.runId);
    const workflow = await this.files.ofRun(run);
    this.process(job.runId);
    deployments.report(job, 'in_progress');
    const timeout = new AbortController();
    const over = new AbortController();
    clock
      .sleep(
        job.timeoutMinutes * 60_000,
        AbortSignal.any([over.signal, signal]),
      )
      .then(
        () => timeout.abort(),
        // The job has ended in time.
        () => {},
      );
    try {
      return await runner.run(
        job,
        workflow,
        AbortSignal.any([timeout.signal, signal]),
      );
    } catch (error) {
      if (timeout.signal.aborted) {
        this.#store.appendLog(
          job.id,
          `${this.#store.now()} ##[error]The job has exceeded the maximum execution time of ${
            job.timeoutMinutes
          }m0s\n`,
        );
        return { conclusion: 'timed_out', ...nothing };
      }
      throw error;
    } finally {
      over.abort();
    }
  }

  #onEnd(jobId: number, end: JobEnd): void {
    const job = this.#store.records.jobs.get(jobId);
    if (!job) {
      return;
    }
    if (job.status === 'in_progress') {
      this.#endJob(jobId, end);
      if (isFailure(end.conclusion) && job.failFast && !job.continueOnError) {
        this.#store
          .jobs(job.runId, job.attempt)
          .filter(one => one.key === job.key && one.id !== job.id)
          .forEach(one => this.#cancelJob(one));
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

  #cancelJob(job: RunJobRecord): void {
    if (job.status !== 'completed') {
      this.#queue.abort(job.id);
      this.#store.appendLog(
        job.id,
        `${this.#store.now()} ##[error]The operation was canceled.\n`,
      );
      this.#endJob(job.id, { conclusion: 'cancelled', ...nothing });
    }
  }

  #refuse(job: RunJobRecord, problem: string): void {
    this.#store.appendLog(job.id, `${this.#store.now()} ##[error]${problem}\n`);
    this.#endJob(job.id, { conclusion: 'failure', ...nothing });
  }

  #endJob(jobId: number, end: JobEnd): void {
    const now = this.#store.now();
    const before = this.#store.job(jobId);
    const job = this.#store.changeJob(jobId, {
      status: 'completed',
      conclusion: end.conclusion,
      outputs: end.outputs,
      startedAt: before.startedAt ?? now,
      completedAt: now,
      steps: before.steps.map(step =>
        step.status === 'completed'
          ? step
          : { ...step, status: 'completed', conclusion: 'cancelled' },
      ),
    });
    this.#options.deployments.end(job, end.conclusion, end.environmentUrl);
  }

  #hold(job: RunJobRecord): void {
    this.#store.changeJob(job.id, { status: 'waiting' });
    this.#options.deployments.report(job, 'waiting');
  }

  #wake(job: RunJobRecord, milliseconds: number): void {
    if (this.#woken.has(job.id)) {
      return;
    }
    this.#woken.add(job.id);
    this.#options.clock
      .sleep(Math.max(0, milliseconds), this.#stopping.signal)
      .then(
        () => {
          this.#woken.delete(job.id);
          this.process(job.runId);
        },
        (error: Error) => {
          if (!this.#stopping.signal.aborted) {
            this.#options.context.forge.log(
              `Job ${job.id} was not started in time: ${error.stack}`,
            );
          }
        },
      );
  }
}

function isProtectedBranch(context: GithubContext, run: RunRecord): boolean {
  const protection = context.records.protections.find(
    one =>
      one.projectId === run.projectId && run.ref === `refs/heads/${one.branch}`,
  );
  return protection !== undefined;
}
