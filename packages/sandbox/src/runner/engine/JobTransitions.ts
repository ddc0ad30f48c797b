import type { Clock } from '../../world/Clock.ts';
import type { RunnerHost } from '../RunnerHost.ts';
import type { JobRecord } from '../ciRecords.ts';
import { jobsAfter } from '../process/planTransitions.ts';
import type { CiStatus } from '../statuses.ts';
import type { CiStore } from './CiStore.ts';
import type { JobQueue } from './JobQueue.ts';
import { finishDeployment } from './environments.ts';

/** The steps that a job goes through, each with what belongs to it. */
export class JobTransitions {
  #store: CiStore;
  #host: RunnerHost;
  #queue: JobQueue;
  #clock: Clock;
  #log: (message: string) => void;
  #signal: AbortSignal;
  #onDue: (job: JobRecord) => void;

  constructor(options: {
    store: CiStore;
    host: RunnerHost;
    queue: JobQueue;
    clock: Clock;
    log: (message: string) => void;
    signal: AbortSignal;
    /** A delayed job has entered the queue. */
    onDue: (job: JobRecord) => void;
  }) {
    this.#store = options.store;
    this.#host = options.host;
    this.#queue = options.queue;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#signal = options.signal;
    this.#onDue = options.onDue;
  }

  enter(jobId: number, to: 'pending' | 'manual' | 'scheduled' | 'skipped') {
    switch (to) {
      case 'pending':
        this.#store.changeJob(jobId, {
          status: 'pending',
          queuedAt: this.#store.now(),
        });
        this.#queue.add(jobId);
        return;
      case 'scheduled': {
        const { startInSeconds } = this.#store.job(jobId);
        const due = this.#clock.now().getTime() + startInSeconds * 1000;
        const scheduledAt = new Date(due).toISOString();
        this.wakeLater(
          this.#store.changeJob(jobId, { status: 'scheduled', scheduledAt }),
        );
        return;
      }
      case 'manual':
      case 'skipped':
        this.#store.changeJob(jobId, { status: to });
        return;
      default:
        to satisfies never;
    }
  }

  end(jobId: number, status: CiStatus, failureReason: string | null): void {
    const finishedAt = this.#store.now();
    const job = this.#store.changeJob(jobId, {
      status,
      failureReason,
      finishedAt,
    });
    finishDeployment(this.#store, job);
  }

  /** A new job in the place of one that has ended. */
  again(job: JobRecord, userId: number): JobRecord {
    const { jobs } = this.#store.records;
    jobs.put({ ...job, retried: true });
    const fresh = jobs.put({
      ...job,
      id: jobs.nextId(),
      status: 'created',
      userId,
      attempt: job.attempt + 1,
      retried: false,
      runnerId: null,
      failureReason: null,
      createdAt: this.#store.now(),
      queuedAt: null,
      startedAt: null,
      finishedAt: null,
      scheduledAt: null,
    });
    this.#host.emit({ kind: 'job', job: fresh });
    return fresh;
  }

  /** What was skipped because of a job gets another chance. */
  wakeSkipped(job: JobRecord): void {
    const { stages } = this.#store.pipeline(job.pipelineId);
    const jobs = this.#store.jobs(job.pipelineId);
    for (const after of jobsAfter(stages, jobs, job.name)) {
      if (after.status === 'skipped') {
        this.#store.changeJob(after.id, {
          status: 'created',
          finishedAt: null,
        });
      }
    }
  }

  /** Puts a delayed job into the queue when it is due. */
  wakeLater(job: JobRecord): void {
    const due = Date.parse(job.scheduledAt ?? '');
    const wait = due - this.#clock.now().getTime();
    this.#clock
      .sleep(Math.max(0, wait), this.#signal)
      .then(() => {
        if (this.#store.records.jobs.get(job.id)?.status === 'scheduled') {
          this.enter(job.id, 'pending');
          this.#onDue(job);
        }
      })
      .catch((error: Error) => {
        if (!this.#signal.aborted) {
          this.#log(`Job ${job.id} was not started in time: ${error.stack}`);
        }
      });
  }
}
