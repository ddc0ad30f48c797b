import type { Locator, Page } from 'playwright-core';
import { until } from './until.ts';
import type { Views } from './Views.ts';

/** Checking looks at a forge, a registry and a cluster, which takes its time on a busy machine. */
const PATIENCE = 120_000;

const ASK_AGAIN = 12_000;

/** The card of a service's wiring on its page, as a person sees and uses it. It is never reloaded. */
export class WiringCard {
  readonly page: Page;
  readonly views: Views;

  constructor(views: Views) {
    this.views = views;
    this.page = views.page;
  }

  static pathOf(service: string): string {
    return `/catalog/default/component/${service}`;
  }

  /**
   * Has everything looked at, and waits until the card shows another moment of it. What was found in
   * the last ten seconds stands, so one may have to ask again.
   */
  async check(): Promise<void> {
    const checked = this.page.getByText(/^Checked /).locator('time');
    const before = await checked.getAttribute('datetime');
    let askedAt = 0;
    await until('newer look at the wiring on the card', async () => {
      if ((await checked.getAttribute('datetime')) !== before) {
        return true;
      }
      if (Date.now() - askedAt > ASK_AGAIN) {
        askedAt = Date.now();
        await this.button('Check now').click();
      }
      return false;
    });
  }

  /** Waits until the card shows a text. */
  async see(text: string | RegExp, page: Page = this.page): Promise<void> {
    await page.getByText(text).first().waitFor({ timeout: PATIENCE });
  }

  button(name: string | RegExp, page: Page = this.page): Locator {
    return page.getByRole('button', {
      name,
      exact: typeof name === 'string',
    });
  }

  /** Opens the question whether something is to be done. */
  async ask(name: string, page: Page = this.page): Promise<Locator> {
    await this.button(name, page).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    return dialog;
  }

  /** Keeps the picture of a question that is open on the first page. */
  async keepQuestion(
    stop: string,
    name: string,
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<void> {
    await this.views.keep(
      stop,
      async page => {
        await prepare(page);
        await this.ask(name, page);
      },
      async page => {
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      },
    );
  }

  /** Says yes, waits until it is done, and closes the dialog. */
  async confirm(label: string, done: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await dialog.getByText(done).waitFor({ timeout: PATIENCE });
    await this.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
}
