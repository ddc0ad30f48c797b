import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  Clock,
  Intent,
  LaunchEnd,
  LaunchOpening,
  Ledger,
  Settlement,
  Thing,
} from '@slipway/plugin-wiring-node';
import { requestDelivery } from './requestDelivery';

interface Deps {
  auth: AuthService;
  discovery: DiscoveryService;
  clock: Clock;
}

/** A portal that restarts is back soon. */
const pausesMs = [500, 2000, 5000];

/**
 * The ledger in the delivery backend. A task that has not opened a launch, such as that of a template
 * with one action in it, writes nothing.
 */
export class HttpLedger implements Ledger {
  readonly #deps: Deps;
  readonly #task: string;
  readonly #signal?: AbortSignal;

  constructor(deps: Deps, task: string, signal?: AbortSignal) {
    this.#deps = deps;
    this.#task = task;
    this.#signal = signal;
  }

  async open(opening: LaunchOpening): Promise<void> {
    await this.#post('', { id: this.#task, ...opening }, this.#signal);
  }

  async renew(): Promise<void> {
    await this.#postOwn('/renew', {});
  }

  async intend(intent: Intent): Promise<void> {
    await this.#postOwn(
      '/entries',
      { kind: 'intend', ...intent },
      this.#signal,
    );
  }

  async settle(thing: Thing, outcome: Settlement): Promise<void> {
    await this.#postOwn('/entries', { kind: 'settle', thing, outcome });
  }

  async close(end: LaunchEnd): Promise<void> {
    await this.#postOwn('/close', end);
  }

  /** Without the task's signal for what has happened: it must still be said when the task is cancelled. */
  async #postOwn(
    path: string,
    body: unknown,
    signal?: AbortSignal,
  ): Promise<void> {
    try {
      const own = `/${encodeURIComponent(this.#task)}${path}`;
      await this.#post(own, body, signal);
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
    }
  }

  async #post(
    path: string,
    body: unknown,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const credentials = await this.#deps.auth.getOwnServiceCredentials();
    for (let attempt = 0; ; attempt += 1) {
      try {
        await requestDelivery(this.#deps, {
          method: 'POST',
          path: `/v1/launches${path}`,
          body,
          credentials,
          signal,
        });
        return;
      } catch (error) {
        signal?.throwIfAborted();
        if (attempt >= pausesMs.length || !isPassing(error)) {
          throw error;
        }
        await this.#deps.clock.sleep(pausesMs[attempt], signal);
      }
    }
  }
}

/** `fetch` throws a TypeError when nobody answers. */
function isPassing(error: unknown): boolean {
  return error instanceof ServiceUnavailableError || error instanceof TypeError;
}
