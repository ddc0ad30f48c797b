import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunJobRecord } from '../records/actionsRecords.ts';
import type { JobEnd } from './JobRunner.ts';

const concurrent = 4;

/** The jobs that wait for a runner, and those that run. */
export class JobQueue {
  readonly #store: ActionsStore;
  readonly #log: (line: string) => void;
  readonly #execute: (
    job: RunJobRecord,
    signal: AbortSignal,
  ) => Promise<JobEnd>;
  readonly #onEnd: (jobId: number, end: JobEnd) => void;
  #waiting: number[] = [];
  #running = new Map<number, { abort: AbortController; done: Promise<void> }>();
  #stopped = false;

  constructor(options: {
    store: ActionsStore;
    log: (line: string) => void;
    execute: (job: RunJobRecord, signal: AbortSignal) => Promise<JobEnd>;
    onEnd: (jobId: number, end: JobEnd) => void;
  }) {
    this.#store = options.store;
    this.#log = options.log;
    this.#execute = options.execute;
    this.#onEnd = options.onEnd;
  }

  add(jobId: number): void {
    if (!this.#waiting.includes(jobId) && !this.#running.has(jobId)) {
      this.#waiting.push(jobId);
      queueMicrotask(() => this.#dispatch());
    }
  }

  abort(jobId: number): void {
    this.#waiting = this.#waiting.filter(one => one !== jobId);
    this.#running.get(jobId)?.abort.abort();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { abort } of this.#running.values()) {
      abort.abort();
    }
    await Promise.all([...this.#running.values()].map(one => one.done));
  }

  #dispatch(): void {
    while (
      !this.#stopped &&
      this.#waiting.length > 0 &&
      this.#running.size < concurrent
    ) {
      const jobId = this.#waiting.shift()!;
      if (this.#store.records.jobs.get(jobId)?.status === 'queued') {
        this.#launch(jobId);
      }
    }
  }

  #launch(jobId: number): void {
    const abort = new AbortController();
    const running = { abort, done: Promise.resolve() };
    this.#running.set(jobId, running);
    const job = this.#store.changeJob(jobId, {
      status: 'in_progress',
      startedAt: this.#store.now(),
      runnerName: `sandbox-${1 + (jobId % concurrent)}`,
    });
    running.done = this.#execute(job, abort.signal)
      .catch((error: Error): JobEnd => {
        if (abort.signal.aborted) {
          return { conclusion: 'cancelled', outputs: {}, environmentUrl: '' };
        }
        this.#log(`Job ${jobId} (${job.name}) broke off: ${error.stack}`);
        this.#store.appendLog(
          jobId,
          `${this.#store.now()} ##[error]${error.message}\n`,
        );
        return { conclusion: 'failure', outputs: {}, environmentUrl: '' };
      })
      .then(end => {
        this.#running.delete(jobId);
        if (!this.#stopped) {
          this.#onEnd(jobId, end);
          this.#dispatch();
        }
      });
  }
}
