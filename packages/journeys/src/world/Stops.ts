import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { root } from '../../../embedded/src/paths.ts';

const widths = [1280, 390];
const themes = ['light', 'dark'];

/** Keeps a picture of each stop of the journeys, in each width and theme, for people to look at. */
export class Stops {
  readonly folder = join(root, 'artifacts', 'journeys');
  #count = 0;

  async prepare(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  async keep(page: Page, name: string): Promise<void> {
    this.#count += 1;
    const number = String(this.#count).padStart(2, '0');
    for (const theme of themes) {
      await setTheme(page, theme);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        // Charts and drawers of the page settle into the new width.
        await delay(300);
        await page.screenshot({
          path: join(this.folder, `${number}-${name}-${width}-${theme}.png`),
          fullPage: true,
        });
      }
    }
    await setTheme(page, 'light');
    await page.setViewportSize({ width: 1280, height: 900 });
  }
}

/** Switches as another tab would, so that what is open on the page stays open. */
async function setTheme(page: Page, theme: string): Promise<void> {
  await page.evaluate(value => {
    window.localStorage.setItem('theme', value);
    window.dispatchEvent(
      new StorageEvent('storage', { key: 'theme', newValue: value }),
    );
  }, theme);
}
