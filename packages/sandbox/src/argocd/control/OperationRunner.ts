import { timestamp } from '../../rollouts/model/conditions.ts';
import type {
  Application,
  Operation,
  OperationState,
} from '../model/Application.ts';
import type { ArgoCdTools } from './ArgoCdTools.ts';
import { kitchenTime, mayRetry, nextRetryAt } from './retry.ts';
import { syncApplication } from './syncApplication.ts';

const LOOK_AGAIN_MS = 1_000;

/** An operation as Argo CD writes it back: without what is false. */
export function normalizeOperation(operation: Operation): Operation {
  const { sync, retry, ...rest } = operation;
  return {
    ...rest,
    retry: retry ?? {},
    ...(sync
      ? {
          sync: Object.fromEntries(
            Object.entries(sync).filter(
              ([, value]) => value !== false && value !== '' && value !== null,
            ),
          ),
        }
      : {}),
  };
}

function isInProgress(application: Application): boolean {
  const { phase } = application.status?.operationState ?? {};
  return phase === 'Running' || phase === 'Terminating';
}

export function isDone(state: OperationState): boolean {
  return ['Succeeded', 'Failed', 'Error'].includes(state.phase);
}

/** The controller's part that carries out what is asked for in `operation`. */
export class OperationRunner {
  #tools: ArgoCdTools;

  constructor(tools: ArgoCdTools) {
    this.#tools = tools;
  }

  /** Goes one step; returns after how long to come back, if at all. */
  async step(name: string, signal: AbortSignal): Promise<number | undefined> {
    const application = this.#tools.applications.get(name);
    if (!application?.operation || application.metadata.deletionTimestamp) {
      return undefined;
    }
    let state: OperationState;
    if (isInProgress(application)) {
      state = application.status!.operationState!;
      if (state.phase === 'Running' && state.finishedAt) {
        const left = this.#untilRetry(state);
        if (left > 0) {
          return left;
        }
        state = {
          ...state,
          message: `Retrying operation. Attempt #${state.retryCount}`,
          finishedAt: undefined,
          syncResult: undefined,
        };
        this.#write(application, state);
      }
    } else {
      state = {
        operation: normalizeOperation(application.operation),
        phase: 'Running',
        startedAt: timestamp(this.#tools.clock.now()),
      };
      this.#write(application, state);
    }
    const isTerminating = state.phase === 'Terminating';
    const fresh = this.#tools.applications.get(name) ?? application;
    const next = await syncApplication(this.#tools, fresh, state, signal);
    return this.#conclude(application, next, isTerminating);
  }

  #untilRetry(state: OperationState): number {
    const at = nextRetryAt(
      state.operation.retry,
      new Date(state.finishedAt!),
      state.retryCount ?? 0,
    );
    return at.getTime() - this.#tools.clock.now().getTime();
  }

  #conclude(
    application: Application,
    result: OperationState,
    isTerminating: boolean,
  ): number | undefined {
    const { applications, clock } = this.#tools;
    const { name } = application.metadata;
    const now = clock.now();
    const count = result.retryCount ?? 0;
    const { retry } = result.operation;
    let next = result;
    if (next.phase === 'Running') {
      const wanted = applications.get(name)?.status?.operationState?.phase;
      if (wanted === 'Terminating') {
        next = {
          ...next,
          phase: 'Terminating',
          message: 'operation is terminating',
        };
      }
    } else if (next.phase === 'Failed' || next.phase === 'Error') {
      if (!isTerminating && mayRetry(retry, count)) {
        const at = nextRetryAt(retry, now, count);
        next = {
          ...next,
          phase: 'Running',
          finishedAt: timestamp(now),
          retryCount: count + 1,
          message: `${next.message}. Retrying attempt #${
            count + 1
          } at ${kitchenTime(at)}.`,
        };
      } else if (count > 0) {
        next = {
          ...next,
          message: `${next.message} (retried ${count} times).`,
        };
      }
    }
    if (isDone(next)) {
      next = { ...next, finishedAt: timestamp(now) };
    }
    this.#write(application, next);
    if (isDone(next)) {
      this.#announce(application, next);
      const { automated } = next.operation.initiatedBy ?? {};
      this.#tools.requestRefresh(name, automated ? 'latest' : 'forced');
      return undefined;
    }
    return next.finishedAt ? this.#untilRetry(next) : LOOK_AGAIN_MS;
  }

  #write(application: Application, state: OperationState): void {
    this.#tools.applications.setOperationState(
      application.metadata.name,
      state,
    );
  }

  #announce(application: Application, state: OperationState): void {
    const { sync } = state.operation;
    const what = sync?.resources?.length
      ? 'Partial sync operation'
      : 'Sync operation';
    const to = state.syncResult ? ` to ${state.syncResult.revision}` : '';
    const isGood = state.phase === 'Succeeded';
    this.#tools.record(application, {
      reason: 'OperationCompleted',
      type: isGood ? 'Normal' : 'Warning',
      message: `${what}${to} ${
        isGood ? 'succeeded' : `failed: ${state.message ?? ''}`
      }`,
    });
  }
}
