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
  #isEnding = false;
  #running: Promise<void>;
  #open: number[] = [];
  #delays: number[] = [];

  constructor(client: PortalClient, service: string) {
    this.#client = client;
    this.#path = `/api/delivery/v1/services/component/default/${service}`;
    this.#running = this.#poll();
    // Its failure is told by stop(); until then it is nobody's unhandled rejection.
    this.#running.catch(() => {});
  }

  /** A change, by when it was made, that its page is to show. */
  expect(at: number): void {
    this.#open.push(at);
  }

  /** Ends when a look has shown every change; the milliseconds from each to the look that did. */
  async stop(): Promise<number[]> {
    this.#isEnding = true;
    await this.#running;
    return this.#delays;
  }

  async #poll(): Promise<void> {
    for (;;) {
      const asked = Date.now();
      await this.#client.json(this.#path);
      const at = Date.now();
      // Whatever changed before it asked is in the answer, or something newer is.
      const settled = this.#open.filter(open => open <= asked);
      this.#open = this.#open.filter(open => open > asked);
      this.#delays.push(...settled.map(open => at - open));
      if (this.#isEnding && this.#open.length === 0) {
        return;
      }
      await delay(this.everySeconds * 1000);
    }
  }
}
