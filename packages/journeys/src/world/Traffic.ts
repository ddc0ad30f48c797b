import type { BrowserContext, Response } from 'playwright-core';

/** What browsers have received, to be searched for what must not be in it. */
export class Traffic {
  readonly bodies: Array<{ url: string; text: string }> = [];
  #pending = new Set<Promise<void>>();

  record(context: BrowserContext): void {
    context.on('response', response => {
      const pending = this.#keep(response).finally(() =>
        this.#pending.delete(pending),
      );
      this.#pending.add(pending);
    });
  }

  /** Waits for the bodies that are still on their way. */
  async settle(): Promise<void> {
    await Promise.allSettled([...this.#pending]);
  }

  async #keep(response: Response): Promise<void> {
    const headers = JSON.stringify(await response.allHeaders());
    let text = headers;
    try {
      text += (await response.body()).toString('utf8');
    } catch {
      // A redirect, or a page that was left, has no body to keep.
    }
    this.bodies.push({ url: response.url(), text });
  }
}
