import { randomUUID } from 'node:crypto';
import type { Clock } from '../../world/Clock.ts';
import type { ForgeRecords } from '../records/openRecords.ts';
import type { HookRecord } from '../records/records.ts';
import { forgeVersion } from '../meta/forgeVersion.ts';
import { describeFailure } from './describeFailure.ts';
import { hookEvents } from './hookEvents.ts';
import type { HookEvent } from './hookEvents.ts';

export interface HookDispatcherOptions {
  records: ForgeRecords;
  clock: Clock;
  baseUrl: () => string;
  log: (line: string) => void;
  /** How long a receiver may take; 10 s, as on GitLab. */
  timeoutMilliseconds?: number;
  /** Waits before each further attempt. */
  retryMilliseconds?: number[];
}

const keptDeliveries = 200;

/** Which hooks of a project want an event. */
export function deriveReceivers(
  hooks: HookRecord[],
  event: HookEvent,
  ref?: string,
): HookRecord[] {
  return hooks.filter(hook => {
    if (!hook.events.includes(hookEvents[event].setting)) {
      return false;
    }
    const filter = hook.pushEventsBranchFilter;
    if (
      event !== 'push' ||
      !filter ||
      hook.branchFilterStrategy === 'all_branches'
    ) {
      return true;
    }
    const branch = (ref ?? '').replace(/^refs\/heads\//, '');
    const pattern = filter
      .split('*')
      .map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*');
    return new RegExp(`^${pattern}$`).test(branch);
  });
}

/**
 * Posts events to the hooks of projects: in order for each hook, with a timeout, again when it
 * fails, and with a record of each attempt.
 */
export class HookDispatcher {
  #options: HookDispatcherOptions;
  #queues = new Map<number, Promise<void>>();
  #stopping = new AbortController();

  constructor(options: HookDispatcherOptions) {
    this.#options = options;
  }

  /** Returns at once; the payload is sent as it is. */
  emit(
    project: { id: number },
    event: HookEvent,
    payload: Record<string, unknown>,
  ): void {
    const hooks = this.#options.records.hooks.filter(
      hook => hook.projectId === project.id,
    );
    const ref = typeof payload.ref === 'string' ? payload.ref : undefined;
    const body = JSON.stringify(payload);
    for (const hook of deriveReceivers(hooks, event, ref)) {
      const before = this.#queues.get(hook.id) ?? Promise.resolve();
      this.#queues.set(
        hook.id,
        before.then(() => this.#deliver(hook, event, body)),
      );
    }
  }

  /** Resolves when everything that was emitted has been delivered or given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#queues.values());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.settled();
  }

  async #deliver(
    hook: HookRecord,
    event: HookEvent,
    body: string,
  ): Promise<void> {
    const waits = [0, ...(this.#options.retryMilliseconds ?? [500, 2_000])];
    const deliveryId = randomUUID();
    for (const [index, wait] of waits.entries()) {
      if (this.#stopping.signal.aborted) {
        return;
      }
      if (wait > 0) {
        await pause(wait, this.#stopping.signal);
      }
      // The hook may have been taken away in the meantime.
      const current = this.#options.records.hooks.get(hook.id);
      if (!current) {
        return;
      }
      if (await this.#attempt(current, event, body, index + 1, deliveryId)) {
        return;
      }
    }
  }

  async #attempt(
    hook: HookRecord,
    event: HookEvent,
    body: string,
    attempt: number,
    deliveryId: string,
  ): Promise<boolean> {
    let status: number | null = null;
    let problem: string | null = null;
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'user-agent': `GitLab/${forgeVersion.version}`,
          'x-gitlab-event': hookEvents[event].header,
          'x-gitlab-event-uuid': deliveryId,
          'x-gitlab-webhook-uuid': deliveryId,
          'idempotency-key': deliveryId,
          'x-gitlab-instance': this.#options.baseUrl(),
          ...(hook.token === null ? {} : { 'x-gitlab-token': hook.token }),
        },
        body,
        signal: AbortSignal.any([
          this.#stopping.signal,
          AbortSignal.timeout(this.#options.timeoutMilliseconds ?? 10_000),
        ]),
      });
      await response.arrayBuffer();
      status = response.status;
      if (!response.ok) {
        problem = `The receiver answered ${response.status}`;
      }
    } catch (error) {
      problem = describeFailure(error);
    }
    this.#record(hook, event, attempt, status, problem);
    return problem === null;
  }

  #record(
    hook: HookRecord,
    event: HookEvent,
    attempt: number,
    status: number | null,
    problem: string | null,
  ): void {
    const { records, clock, log } = this.#options;
    records.hookDeliveries.put({
      id: records.hookDeliveries.nextId(),
      hookId: hook.id,
      projectId: hook.projectId,
      trigger: hookEvents[event].setting,
      attempt,
      status,
      error: problem,
      at: clock.now().toISOString(),
    });
    const all = records.hookDeliveries.all();
    for (const old of all.slice(0, Math.max(0, all.length - keptDeliveries))) {
      records.hookDeliveries.delete(old.id);
    }
    const current = records.hooks.get(hook.id);
    if (current) {
      records.hooks.put({
        ...current,
        recentFailures: problem === null ? 0 : current.recentFailures + 1,
      });
    }
    if (problem !== null) {
      log(
        `Hook ${hook.id} of project ${hook.projectId} (${event}, attempt ${attempt}): ${problem}`,
      );
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
