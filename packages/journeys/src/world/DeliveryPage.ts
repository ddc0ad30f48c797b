import type { Locator, Page } from 'playwright-core';

export type EnvironmentName = 'dev' | 'staging' | 'production';

const titles: Record<EnvironmentName, string> = {
  dev: 'Development',
  staging: 'Staging',
  production: 'Production',
};

/** The delivery page of a service, as a person sees and uses it. It is never reloaded. */
export class DeliveryPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
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
  async showRollout(name: EnvironmentName): Promise<Locator> {
    await this.page
      .getByRole('tab', { name: new RegExp(`^${titles[name]}: `) })
      .click();
    return this.page.locator(`[role="tabpanel"] [data-environment="${name}"]`);
  }

  /** The button of an operation, wherever on the page it is. */
  button(label: string, name: EnvironmentName): Locator {
    return this.page.getByRole('button', {
      name: `${label} ${titles[name]}`,
      exact: true,
    });
  }

  /** Opens the confirmation of an operation. */
  async ask(label: string, name: EnvironmentName): Promise<Locator> {
    await this.button(label, name).first().click();
    const dialog = this.page.getByRole('dialog');
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
