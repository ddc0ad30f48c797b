import type { Clock } from '../world/Clock.ts';
import type { Running } from '../world/seams.ts';

/** How long the queue sleeps at most, so that a change of the clock's speed is soon felt. */
const LONGEST_NAP_MS = 2_000;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 10_000;

export interface WorkQueueOptions {
  clock: Clock;
  /** Brings the object with this key one step further. */
  handle(key: string, signal: AbortSignal): Promise<void> | void;
  onError(key: string, error: unknown): void;
}

/**
 * Keys that wait for their turn. A key is handled by one at a time, is queued once however often
 * it is added, and comes back with growing delays when its handling fails. All delays are in the
 * time of the clock.
 */
export class WorkQueue implements Running {
  #options: WorkQueueOptions;
  #due = new Map<string, number>();
  #busy = new Map<string, Promise<void>>();
  #failures = new Map<string, number>();
  #stopping = new AbortController();
  #wake: AbortController | undefined;
  #loop: Promise<void> | undefined;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  add(key: string): void {
    this.addAfter(key, 0);
  }

  /** The earliest of several times counts. */
  addAfter(key: string, milliseconds: number): void {
    if (this.#stopping.signal.aborted) {
      return;
    }
    const due = this.#options.clock.now().getTime() + milliseconds;
    const known = this.#due.get(key);
    if (known === undefined || due < known) {
      this.#due.set(key, due);
      this.#wake?.abort();
    }
    this.#loop ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.abort();
    await this.#loop;
    await Promise.all(this.#busy.values());
  }

  async #run(): Promise<void> {
    // Lets the one who adds finish what it is doing, so that what it writes next is seen too.
    await Promise.resolve();
    while (!this.#stopping.signal.aborted && this.#due.size > 0) {
      const nap = this.#startWhatIsDue();
      if (nap > 0) {
        this.#wake = new AbortController();
        await this.#options.clock
          .sleep(Math.min(nap, LONGEST_NAP_MS), this.#wake.signal)
          .catch(() => undefined);
      }
    }
    this.#loop = undefined;
  }

  #startWhatIsDue(): number {
    const now = this.#options.clock.now().getTime();
    let nap = LONGEST_NAP_MS;
    for (const [key, due] of [...this.#due]) {
      if (this.#busy.has(key)) {
        continue;
      }
      if (due > now) {
        nap = Math.min(nap, due - now);
        continue;
      }
      this.#due.delete(key);
      const work = this.#handle(key).finally(() => {
        this.#busy.delete(key);
        this.#wake?.abort();
      });
      this.#busy.set(key, work);
    }
    return this.#due.size > 0 ? nap : 0;
  }

  async #handle(key: string): Promise<void> {
    try {
      await this.#options.handle(key, this.#stopping.signal);
      this.#failures.delete(key);
    } catch (error) {
      if (this.#stopping.signal.aborted) {
        return;
      }
      const failures = (this.#failures.get(key) ?? 0) + 1;
      this.#failures.set(key, failures);
      this.#options.onError(key, error);
      this.addAfter(
        key,
        Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS),
      );
    }
  }
}
