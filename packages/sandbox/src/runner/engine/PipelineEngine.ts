import type { Clock } from '../../world/Clock.ts';
import type { PushEvent } from '../../world/seams.ts';
import type { RunnerHost } from '../RunnerHost.ts';
import type { CiVariable, JobRecord, PipelineRecord } from '../ciRecords.ts';
import { CiConfigExpander } from '../config/CiConfigExpander.ts';
import { asksToSkip } from '../process/parseSkip.ts';
import { jobsAfter, planTransitions } from '../process/planTransitions.ts';
import {
  isCancelable,
  isCompleted,
  isPlayable,
  isRetryable,
} from '../statuses.ts';
import type { CiStatus } from '../statuses.ts';
import type { CiStore } from './CiStore.ts';
import { createPipeline } from './createPipeline.ts';
import type { PipelineCreation, PipelineRequest } from './createPipeline.ts';
import { finishDeployment } from './environments.ts';
import type { JobQueue } from './JobQueue.ts';

const zeroSha = '0'.repeat(40);

/** Makes pipelines, moves their jobs on, and does what people ask of them. */
export class PipelineEngine {
  readonly store: CiStore;
  readonly expander = new CiConfigExpander();
  #host: RunnerHost;
  #queue: JobQueue;
  #clock: Clock;
  #log: (message: string) => void;
  #stopping = new AbortController();
  /** Pipelines of a project are made one after the other, so that their numbers follow the pushes. */
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
    this.#clock = options.clock;
    this.#log = options.log;
    this.#queue.onFinished(job => this.#finished(job));
  }

  /** Goes on with what an earlier start has left: what ran then has lost its runner. */
  start(): void {
    for (const job of this.store.records.jobs.all()) {
      if (job.status === 'running' || job.status === 'canceling') {
        this.#host.revokeJobToken(job.id);
        this.store.appendTrace(
          job.id,
          '\nERROR: The sandbox was stopped while this job ran\n',
        );
        this.#end(job.id, 'failed', 'runner_system_failure');
      } else if (job.status === 'pending') {
        this.#queue.add(job.id);
      } else if (job.status === 'scheduled') {
        this.#wakeLater(job);
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
    await Promise.allSettled(this.#making.values());
    await this.#queue.stop();
  }

  /** Resolves when every pipeline that pushes have asked for until now is made. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#making.values());
  }

  onPush(projectId: number, push: PushEvent): void {
    const match = /^refs\/(heads|tags)\/(.+)$/.exec(push.ref);
    if (!match || push.after === zeroSha || this.#stopping.signal.aborted) {
      return;
    }
    const [, kind, ref] = match;
    const create = async () => {
      const commit = await this.#host.commit(projectId, push.after);
      await this.create({
        projectId,
        ref,
        tag: kind === 'tags',
        sha: commit?.sha ?? push.after,
        beforeSha: push.before,
        source: 'push',
        userId: push.user.id,
        variables: pushVariables(push.options),
        inputs: {},
        skip: asksToSkip(commit?.message ?? '', push.options),
      });
    };
    this.#inTurn(projectId, create).catch((error: Error) =>
      this.#log(
        `No pipeline for the push to ${push.project} ${push.ref}: ${error.stack}`,
      ),
    );
  }

  /** The same for somebody who waits for the answer. */
  createInTurn(request: PipelineRequest): Promise<PipelineCreation> {
    return this.#inTurn(request.projectId, () => this.create(request));
  }

  async create(request: PipelineRequest): Promise<PipelineCreation> {
    const creation = await createPipeline(
      this.store,
      this.#host,
      this.expander,
      request,
    );
    if (creation.kind === 'created') {
      const { pipeline } = creation;
      this.#host.emit({ kind: 'pipeline', pipeline });
      for (const job of this.store.jobs(pipeline.id)) {
        this.#host.emit({ kind: 'job', job });
      }
      this.#cancelOlder(pipeline);
      this.process(pipeline.id);
      return { kind: 'created', pipeline: this.store.pipeline(pipeline.id) };
    }
    if (creation.kind === 'invalid' && creation.pipeline) {
      this.#host.emit({ kind: 'pipeline', pipeline: creation.pipeline });
    }
    return creation;
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
        this.#enter(jobId, to);
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
    this.#wakeSkipped(job);
    this.#enter(jobId, 'pending');
    this.process(job.pipelineId);
    return this.store.job(jobId);
  }

  /** A new job takes the place of one that has ended. */
  retry(jobId: number, userId: number): JobRecord {
    const job = this.store.job(jobId);
    if (!isRetryable(job.status) || job.retried) {
      throw new RangeError('Job is not retryable');
    }
    const fresh = this.#again(job, userId);
    this.#wakeSkipped(fresh);
    this.#enter(fresh.id, 'pending');
    this.process(job.pipelineId);
    return this.store.job(fresh.id);
  }

  cancel(jobId: number): JobRecord {
    const job = this.store.job(jobId);
    if (isCancelable(job.status)) {
      this.#queue.abort(jobId);
      this.#end(jobId, 'canceled', null);
      this.process(job.pipelineId);
    }
    return this.store.job(jobId);
  }

  cancelPipeline(pipelineId: number): PipelineRecord {
    for (const job of this.store.jobs(pipelineId)) {
      if (isCancelable(job.status)) {
        this.#queue.abort(job.id);
        this.#end(job.id, 'canceled', null);
      }
    }
    this.process(pipelineId);
    return this.store.pipeline(pipelineId);
  }

  /** Runs again what failed or was cancelled; what was skipped because of it gets its turn. */
  retryPipeline(pipelineId: number, userId: number): PipelineRecord {
    const ended = this.store
      .jobs(pipelineId)
      .filter(job => job.status === 'failed' || job.status === 'canceled');
    const fresh = ended.map(job => this.#again(job, userId));
    fresh.forEach(job => this.#wakeSkipped(job));
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

  #again(job: JobRecord, userId: number): JobRecord {
    this.store.records.jobs.put({ ...job, retried: true });
    const fresh = this.store.records.jobs.put({
      ...job,
      id: this.store.records.jobs.nextId(),
      status: 'created',
      userId,
      attempt: job.attempt + 1,
      retried: false,
      runnerId: null,
      failureReason: null,
      createdAt: this.store.now(),
      queuedAt: null,
      startedAt: null,
      finishedAt: null,
      scheduledAt: null,
    });
    this.#host.emit({ kind: 'job', job: fresh });
    return fresh;
  }

  #wakeSkipped(job: JobRecord): void {
    const { stages } = this.store.pipeline(job.pipelineId);
    const jobs = this.store.jobs(job.pipelineId);
    for (const after of jobsAfter(stages, jobs, job.name)) {
      if (after.status === 'skipped') {
        this.store.changeJob(after.id, { status: 'created', finishedAt: null });
      }
    }
  }

  #enter(
    jobId: number,
    to: 'pending' | 'manual' | 'scheduled' | 'skipped',
  ): void {
    const now = this.store.now();
    switch (to) {
      case 'pending':
        this.store.changeJob(jobId, { status: 'pending', queuedAt: now });
        this.#queue.add(jobId);
        return;
      case 'scheduled': {
        const { startInSeconds } = this.store.job(jobId);
        const due = this.#clock.now().getTime() + startInSeconds * 1000;
        this.#wakeLater(
          this.store.changeJob(jobId, {
            status: 'scheduled',
            scheduledAt: new Date(due).toISOString(),
          }),
        );
        return;
      }
      case 'manual':
        this.store.changeJob(jobId, { status: 'manual' });
        return;
      case 'skipped':
        this.store.changeJob(jobId, { status: 'skipped' });
        return;
      default:
        to satisfies never;
    }
  }

  #wakeLater(job: JobRecord): void {
    const wait =
      Date.parse(job.scheduledAt ?? '') - this.#clock.now().getTime();
    this.#clock
      .sleep(Math.max(0, wait), this.#stopping.signal)
      .then(() => {
        if (this.store.records.jobs.get(job.id)?.status === 'scheduled') {
          this.#enter(job.id, 'pending');
          this.process(job.pipelineId);
        }
      })
      .catch((error: Error) => {
        if (!this.#stopping.signal.aborted) {
          this.#log(`Job ${job.id} was not started in time: ${error.stack}`);
        }
      });
  }

  #end(jobId: number, status: CiStatus, failureReason: string | null): void {
    const finishedAt = this.store.now();
    const job = this.store.changeJob(jobId, {
      status,
      failureReason,
      finishedAt,
    });
    finishDeployment(this.store, job);
  }

  #finished(ended: { jobId: number; failure: string | undefined }): void {
    const { jobId, failure } = ended;
    const job = this.store.records.jobs.get(jobId);
    if (!job) {
      return;
    }
    if (job.status === 'running') {
      this.#end(jobId, failure ? 'failed' : 'success', failure ?? null);
      if (failure && mayRunAgain(job, failure)) {
        const fresh = this.#again(this.store.job(jobId), job.userId);
        this.#enter(fresh.id, 'pending');
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

/** `-o ci.variable="NAME=value"` */
function pushVariables(options: string[]): CiVariable[] {
  return options.flatMap(option => {
    const match = /^ci\.variable="?(\w+)=(.*?)"?$/.exec(option);
    return match
      ? [
          {
            key: match[1],
            value: match[2],
            variableType: 'env_var' as const,
            masked: false,
            raw: false,
          },
        ]
      : [];
  });
}
