import { setTimeout as delay } from 'node:timers/promises';
import type { PortalClient } from '../../../embedded/src/index.ts';

/**
 * What a page sees that asks every ten seconds, as the usual plugins do: the same portal and the same
 * question, so that the difference is the polling alone.
 */
export class PollingPlugin {
  readonly everySeconds = 10;
  #client: PortalClient;
  #path: string;
  #ending = new AbortController();
  #running: Promise<void>;
  #open: number[] = [];
  #delays: number[] = [];

  constructor(client: PortalClient, service: string) {
    this.#client = client;
    this.#path = `/api/delivery/v1/services/component/default/${service}`;
    this.#running = this.#poll();
  }

  /** A change, by when it was made, that its page is to show. */
  expect(at: number): void {
    this.#open.push(at);
  }

  /** Ends after one more look; the milliseconds from each change to the look that showed it. */
  async stop(): Promise<number[]> {
    while (this.#open.length > 0) {
      await delay(200);
    }
    this.#ending.abort();
    await this.#running;
    return this.#delays;
  }

  async #poll(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      const asked = Date.now();
      await this.#client.json(this.#path);
      const at = Date.now();
      // Whatever changed before it asked is in the answer, or something newer is.
      const settled = this.#open.filter(open => open <= asked);
      this.#open = this.#open.filter(open => open > asked);
      this.#delays.push(...settled.map(open => at - open));
      await delay(this.everySeconds * 1000, undefined, { signal }).catch(
        () => {},
      );
    }
  }
}
