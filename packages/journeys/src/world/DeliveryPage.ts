import type { Locator, Page } from 'playwright-core';
import type { Views } from './Views.ts';

export type EnvironmentName = 'dev' | 'staging' | 'production';

const titles: Record<EnvironmentName, string> = {
  dev: 'Development',
  staging: 'Staging',
  production: 'Production',
};

/** The delivery page of a service, as a person sees and uses it. It is never reloaded. */
export class DeliveryPage {
  readonly page: Page;
  readonly views: Views;

  constructor(views: Views) {
    this.views = views;
    this.page = views.page;
  }

  static pathOf(service: string): string {
    return `/catalog/default/component/${service}/delivery`;
  }

  environment(name: EnvironmentName): Locator {
    return this.page.locator(`section[data-environment="${name}"]`);
  }

  async waitForStanding(
    name: EnvironmentName,
    standing: string,
    timeout = 180_000,
  ): Promise<void> {
    try {
      await this.page
        .locator(
          `section[data-environment="${name}"][data-standing="${standing}"]`,
        )
        .waitFor({ timeout });
    } catch (error) {
      const seen = await this.environment(name)
        .innerText({ timeout: 1_000 })
        .catch(() => 'nothing');
      throw new Error(
        `${name} did not become ${standing} in ${
          timeout / 1000
        } s. The page shows:\n${seen}`,
        { cause: error },
      );
    }
  }

  /** Waits until the row of an environment shows a text. */
  async waitForText(
    name: EnvironmentName,
    text: string | RegExp,
    timeout = 180_000,
  ): Promise<void> {
    await this.environment(name)
      .getByText(text)
      .first()
      .waitFor({ timeout })
      .catch(async error => {
        throw new Error(
          `The row of ${name} did not show ${text}. It shows:\n${await this.environment(
            name,
          ).innerText()}`,
          { cause: error },
        );
      });
  }

  /** Brings the rollout of an environment to the front of its card. */
  async showRollout(
    name: EnvironmentName,
    page: Page = this.page,
  ): Promise<Locator> {
    await page
      .getByRole('tab', { name: new RegExp(`^${titles[name]}: `) })
      .click();
    return page.locator(`[role="tabpanel"] [data-environment="${name}"]`);
  }

  /** Keeps the page with the rollout of an environment in front. */
  async keepRollout(name: EnvironmentName, stop: string): Promise<void> {
    await this.showRollout(name);
    await this.views.keep(stop, async page => {
      await this.showRollout(name, page);
    });
  }

  /** Keeps the open confirmation of an operation. */
  async keepDialog(
    label: string,
    name: EnvironmentName,
    stop: string,
  ): Promise<void> {
    await this.views.keep(
      stop,
      async page => {
        await this.ask(label, name, page);
      },
      async page => {
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      },
    );
  }

  /** The button of an operation, wherever on the page it is. */
  button(
    label: string,
    name: EnvironmentName,
    page: Page = this.page,
  ): Locator {
    return page.getByRole('button', {
      name: `${label} ${titles[name]}`,
      exact: true,
    });
  }

  /** Opens the confirmation of an operation. */
  async ask(
    label: string,
    name: EnvironmentName,
    page: Page = this.page,
  ): Promise<Locator> {
    await this.button(label, name, page).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`${label} ${titles[name]}?`).waitFor();
    return dialog;
  }

  async confirm(dialog: Locator, label: string): Promise<void> {
    await dialog.getByRole('button', { name: label, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async operate(label: string, name: EnvironmentName): Promise<void> {
    await this.confirm(await this.ask(label, name), label);
  }
}
