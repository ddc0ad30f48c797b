import type { Clock } from '../../../world/Clock.ts';
import type { GithubContext } from '../../GithubContext.ts';
import type { ActionsStore } from '../records/ActionsStore.ts';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';
import { deriveGate } from './deriveGate.ts';
import type { JobDeployments } from './JobDeployments.ts';
import type { JobQueue } from './JobQueue.ts';
import type { JobEnd } from './JobRunner.ts';
import { isJobHeldUp, supersededJobs } from './planConcurrency.ts';

export interface JobTransitionsOptions {
  context: GithubContext;
  store: ActionsStore;
  deployments: JobDeployments;
  queue: JobQueue;
  clock: Clock;
  signal: AbortSignal;
  /** Moves a run on. */
  process: (runId: number) => void;
}

/** How a job ends that has not come to anything. */
export const nothing = { outputs: {}, environmentUrl: '' };

/** The steps that a job goes through, each with what belongs to it. */
export class JobTransitions {
  readonly #context: GithubContext;
  readonly #store: ActionsStore;
  readonly #deployments: JobDeployments;
  readonly #queue: JobQueue;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #process: (runId: number) => void;
  /** Jobs that a timer of their environment will wake. */
  readonly #woken = new Set<number>();

  constructor(options: JobTransitionsOptions) {
    this.#context = options.context;
    this.#store = options.store;
    this.#deployments = options.deployments;
    this.#queue = options.queue;
    this.#clock = options.clock;
    this.#signal = options.signal;
    this.#process = options.process;
  }

  /** A job that has not begun: is it its turn, by environments and by the others? */
  advance(job: RunJobRecord, run: RunRecord): void {
    if (job.environment !== null) {
      const clock = this.#clock;
      const gate = deriveGate(
        this.#store.records.environments.find(
          one =>
            one.projectId === job.projectId && one.name === job.environment,
        ),
        {
          ref: run.ref,
          isProtected: isProtectedBranch(this.#context, run),
          createdAt: job.createdAt,
          approved: job.approved,
          now: clock.now(),
        },
      );
      switch (gate.kind) {
        case 'open':
          break;
        case 'refused':
          this.refuse(job, gate.problem);
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
      this.cancel(older);
      this.#process(older.runId);
    }
    const isHeld = isJobHeldUp(job, others);
    this.#store.changeJob(job.id, { status: isHeld ? 'pending' : 'queued' });
    if (!isHeld) {
      this.#queue.add(job.id);
    }
  }

  cancel(job: RunJobRecord): void {
    if (job.status !== 'completed') {
      this.#queue.abort(job.id);
      this.#store.appendLog(
        job.id,
        `${this.#store.now()} ##[error]The operation was canceled.\n`,
      );
      this.end(job.id, { conclusion: 'cancelled', ...nothing });
    }
  }

  refuse(job: RunJobRecord, problem: string): void {
    this.#store.appendLog(job.id, `${this.#store.now()} ##[error]${problem}\n`);
    this.end(job.id, { conclusion: 'failure', ...nothing });
  }

  end(jobId: number, end: JobEnd): void {
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
    this.#deployments.end(job, end.conclusion, end.environmentUrl);
  }

  #hold(job: RunJobRecord): void {
    this.#store.changeJob(job.id, { status: 'waiting' });
    this.#deployments.report(job, 'waiting');
  }

  #wake(job: RunJobRecord, milliseconds: number): void {
    if (this.#woken.has(job.id)) {
      return;
    }
    this.#woken.add(job.id);
    this.#clock.sleep(Math.max(0, milliseconds), this.#signal).then(
      () => {
        this.#woken.delete(job.id);
        this.#process(job.runId);
      },
      (error: Error) => {
        if (!this.#signal.aborted) {
          this.#context.forge.log(
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
