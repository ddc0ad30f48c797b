import type { Page } from 'playwright-core';

/** One moment of the card: how many of the canary's steps it shows as done. */
interface Seen {
  step: number;
  at: number;
}

const record = `
  window.slipwaySeen = [];
  const look = () => {
    const steps = document.querySelectorAll(
      '[role="tabpanel"] [data-environment="production"] ol > li',
    );
    const step = [...steps].filter(item => item.innerText.startsWith('Done')).length;
    const last = window.slipwaySeen.at(-1);
    if (steps.length > 0 && last?.step !== step) {
      window.slipwaySeen.push({ step, at: Date.now() });
    }
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true,
  });
  look();
`;

/** Writes down, in the browser itself, when the card of production shows which step. */
export class StepsOnCard {
  #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async watch(page: Page): Promise<StepsOnCard> {
    await page.evaluate(record);
    return new StepsOnCard(page);
  }

  /** When the card first showed the step at or after a moment; rejects when it does not in time. */
  async when(
    change: { step: number; at: number },
    timeout: number,
  ): Promise<number> {
    const seen = await this.#page.waitForFunction(
      ({ step, at }) =>
        (window as unknown as { slipwaySeen: Seen[] }).slipwaySeen.find(
          // The card may be quicker than the answer to who made the change.
          one => one.step === step && one.at >= at - 1_000,
        )?.at,
      change,
      { timeout, polling: 20 },
    );
    const value = await seen.jsonValue();
    await this.#page.evaluate(() => {
      const all = (window as unknown as { slipwaySeen: Seen[] }).slipwaySeen;
      all.splice(0, all.length - 1);
    });
    return value as number;
  }
}
