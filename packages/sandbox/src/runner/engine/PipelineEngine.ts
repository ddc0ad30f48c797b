import type { Clock } from '../../world/Clock.ts';
import type { PushEvent } from '../../world/seams.ts';
import type { RunnerHost } from '../RunnerHost.ts';
import type { CiVariable, JobRecord, PipelineRecord } from '../ciRecords.ts';
import { CiConfigExpander } from '../config/CiConfigExpander.ts';
import { planTransitions } from '../process/planTransitions.ts';
import {
  isCancelable,
  isCompleted,
  isPlayable,
  isRetryable,
} from '../statuses.ts';
import type { CiStore } from './CiStore.ts';
import type { JobQueue } from './JobQueue.ts';
import { JobTransitions } from './JobTransitions.ts';
import { createPipeline } from './createPipeline.ts';
import type { PipelineCreation, PipelineRequest } from './createPipeline.ts';
import { parsePushedRef, readPush } from './readPush.ts';

/** Makes pipelines, moves their jobs on, and does what people ask of them. */
export class PipelineEngine {
  readonly store: CiStore;
  readonly expander = new CiConfigExpander();
  #host: RunnerHost;
  #queue: JobQueue;
  #jobs: JobTransitions;
  #log: (message: string) => void;
  #stopping = new AbortController();
  /** Pipelines of a project are made one after the other: their numbers follow the pushes. */
  #making = new Map<number, Promise<unknown>>();

  constructor(options: {
    store: CiStore;
    host: RunnerHost;
    queue: JobQueue;
    clock: Clock;
    log: (message: string) => void;
  }) {
    this.store = options.store;
    this.#host = options.host;
    this.#queue = options.queue;
    this.#log = options.log;
    this.#jobs = new JobTransitions({
      ...options,
      signal: this.#stopping.signal,
      onDue: job => this.process(job.pipelineId),
    });
    this.#queue.onFinished(ended => this.#finished(ended));
  }

  /** Goes on with what an earlier start has left: what ran then has lost its runner. */
  start(): void {
    for (const job of this.store.records.jobs.all()) {
      switch (job.status) {
        case 'running':
        case 'canceling':
          this.#host.revokeJobToken(job.id);
          this.store.appendTrace(
            job.id,
            '\nERROR: The sandbox was stopped while this job ran\n',
          );
          this.#jobs.end(job.id, 'failed', 'runner_system_failure');
          break;
        case 'pending':
        case 'waiting_for_resource':
          this.#queue.add(job.id);
          break;
        case 'scheduled':
          this.#jobs.wakeLater(job);
          break;
        default:
      }
    }
    for (const pipeline of this.store.records.pipelines.all()) {
      if (!isCompleted(pipeline.status)) {
        this.process(pipeline.id);
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.settled();
    await this.#queue.stop();
  }

  /** Resolves when every pipeline that has been asked for until now is made. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#making.values());
  }

  onPush(projectId: number, push: PushEvent): void {
    const pushed = parsePushedRef(push);
    if (!pushed || this.#stopping.signal.aborted) {
      return;
    }
    this.#inTurn(projectId, async () => {
      const commit = await this.#host.commit(projectId, push.after);
      await this.#create(readPush(projectId, push, pushed, commit));
    }).catch((error: Error) =>
      this.#log(
        `No pipeline for the push to ${push.project} ${push.ref}: ${error.stack}`,
      ),
    );
  }

  create(request: PipelineRequest): Promise<PipelineCreation> {
    return this.#inTurn(request.projectId, () => this.#create(request));
  }

  /** Moves on every job whose turn it is. */
  process(pipelineId: number): void {
    const { stages } = this.store.pipeline(pipelineId);
    for (;;) {
      const transitions = planTransitions(stages, this.store.jobs(pipelineId));
      if (transitions.length === 0) {
        break;
      }
      for (const { jobId, to } of transitions) {
        this.#jobs.enter(jobId, to);
      }
    }
    this.store.refreshPipeline(pipelineId);
  }

  play(jobId: number, userId: number, variables: CiVariable[]): JobRecord {
    const job = this.store.job(jobId);
    if (!isPlayable(job.status)) {
      throw new RangeError('Unplayable Job');
    }
    this.store.records.jobs.put({
      ...job,
      userId,
      variables: [...job.variables, ...variables],
    });
    this.#jobs.wakeSkipped(job);
    this.#jobs.enter(jobId, 'pending');
    this.process(job.pipelineId);
    return this.store.job(jobId);
  }

  /** A new job takes the place of one that has ended. */
  retry(jobId: number, userId: number): JobRecord {
    const job = this.store.job(jobId);
    if (!isRetryable(job.status) || job.retried) {
      throw new RangeError('Job is not retryable');
    }
    const fresh = this.#jobs.again(job, userId);
    this.#jobs.wakeSkipped(fresh);
    this.#jobs.enter(fresh.id, 'pending');
    this.process(job.pipelineId);
    return this.store.job(fresh.id);
  }

  cancel(jobId: number): JobRecord {
    const job = this.store.job(jobId);
    this.#cancelAll([job]);
    this.process(job.pipelineId);
    return this.store.job(jobId);
  }

  cancelPipeline(pipelineId: number): PipelineRecord {
    this.#cancelAll(this.store.jobs(pipelineId));
    this.process(pipelineId);
    return this.store.pipeline(pipelineId);
  }

  /** Runs again what failed or was cancelled; what was skipped because of it gets its turn. */
  retryPipeline(pipelineId: number, userId: number): PipelineRecord {
    const fresh = this.store
      .jobs(pipelineId)
      .filter(job => job.status === 'failed' || job.status === 'canceled')
      .map(job => this.#jobs.again(job, userId));
    fresh.forEach(job => this.#jobs.wakeSkipped(job));
    this.process(pipelineId);
    return this.store.pipeline(pipelineId);
  }

  forget(pipelineId: number): void {
    this.cancelPipeline(pipelineId);
    const { jobs, traces, pipelines } = this.store.records;
    for (const job of this.store.allJobs(pipelineId)) {
      traces.delete(job.id);
      jobs.delete(job.id);
    }
    pipelines.delete(pipelineId);
  }

  async #create(request: PipelineRequest): Promise<PipelineCreation> {
    const creation = await createPipeline(
      this.store,
      this.#host,
      this.expander,
      request,
    );
    if (creation.kind === 'invalid' && creation.pipeline) {
      this.#host.emit({ kind: 'pipeline', pipeline: creation.pipeline });
    }
    if (creation.kind !== 'created') {
      return creation;
    }
    const { pipeline } = creation;
    this.#host.emit({ kind: 'pipeline', pipeline });
    for (const job of this.store.jobs(pipeline.id)) {
      this.#host.emit({ kind: 'job', job });
    }
    this.#cancelOlder(pipeline);
    this.process(pipeline.id);
    return { kind: 'created', pipeline: this.store.pipeline(pipeline.id) };
  }

  #cancelAll(jobs: JobRecord[]): void {
    for (const job of jobs.filter(one => isCancelable(one.status))) {
      this.#queue.abort(job.id);
      this.#jobs.end(job.id, 'canceled', null);
    }
  }

  #finished(ended: { jobId: number; failure: string | undefined }): void {
    const { jobId, failure } = ended;
    const job = this.store.records.jobs.get(jobId);
    if (!job) {
      return;
    }
    if (job.status === 'running') {
      this.#jobs.end(jobId, failure ? 'failed' : 'success', failure ?? null);
      if (failure && mayRunAgain(job, failure)) {
        const fresh = this.#jobs.again(this.store.job(jobId), job.userId);
        this.#jobs.enter(fresh.id, 'pending');
      }
    }
    this.process(job.pipelineId);
  }

  /** Older pipelines of the branch that have started nothing that must be finished are given up. */
  #cancelOlder(pipeline: PipelineRecord): void {
    if (pipeline.source !== 'push' || pipeline.tag) {
      return;
    }
    const older = this.store.records.pipelines.filter(
      one =>
        one.projectId === pipeline.projectId &&
        one.ref === pipeline.ref &&
        !one.tag &&
        one.id < pipeline.id &&
        !isCompleted(one.status),
    );
    for (const one of older) {
      const started = this.store
        .allJobs(one.id)
        .filter(job => job.startedAt !== null);
      if (started.every(job => job.interruptible)) {
        this.cancelPipeline(one.id);
      }
    }
  }

  #inTurn<T>(projectId: number, work: () => Promise<T>): Promise<T> {
    const before = this.#making.get(projectId) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#making.set(projectId, mine);
    return mine;
  }
}

function mayRunAgain(job: JobRecord, failure: string): boolean {
  return (
    job.attempt <= job.retryMax &&
    (job.retryWhen.includes('always') || job.retryWhen.includes(failure))
  );
}
