import { LoggerService } from '@backstage/backend-plugin-api';

/**
 * Does something for each key that was marked: a little later, so that marks in a row make one
 * run; never twice at a time for one key; and again when it was marked meanwhile.
 */
export class WorkQueue {
  readonly #options: {
    work: (key: string) => Promise<void>;
    delayMs: number;
    concurrency: number;
    logger: LoggerService;
  };
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #ready = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(options: {
    work: (key: string) => Promise<void>;
    delayMs: number;
    concurrency: number;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  mark(key: string): void {
    if (this.#stopped || this.#timers.has(key) || this.#ready.has(key)) {
      return;
    }
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        this.#ready.add(key);
        this.#start();
      }, this.#options.delayMs),
    );
  }

  /** Takes up nothing new and waits for what runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#timers.clear();
    this.#ready.clear();
    await Promise.all(this.#running.values());
  }

  #start(): void {
    for (const key of this.#ready) {
      if (this.#running.size >= this.#options.concurrency) {
        return;
      }
      if (!this.#running.has(key)) {
        this.#ready.delete(key);
        this.#running.set(key, this.#run(key));
      }
    }
  }

  async #run(key: string): Promise<void> {
    try {
      await this.#options.work(key);
    } catch (error) {
      this.#options.logger.error(`${key} could not be done`, error as Error);
    } finally {
      this.#running.delete(key);
      this.#start();
    }
  }
}
