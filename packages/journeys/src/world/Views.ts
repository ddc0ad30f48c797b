import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Stops } from './Stops.ts';

/** A width and a theme in which a page is looked at. */
export interface Look {
  width: number;
  theme: 'light' | 'dark';
}

/** The first is the one in which the journeys are walked. */
export const looks: Look[] = [
  { width: 1280, theme: 'light' },
  { width: 1280, theme: 'dark' },
  { width: 390, theme: 'light' },
  { width: 390, theme: 'dark' },
];

/**
 * One page in every look at once. What a person does is done in the first; the others follow by
 * themselves, as the page of everybody else who looks does.
 */
export class Views {
  readonly page: Page;
  #others: Page[];
  #stops: Stops;

  constructor(pages: Page[], stops: Stops) {
    [this.page, ...this.#others] = pages;
    this.#stops = stops;
  }

  /**
   * Keeps a picture of the page in every look.
   *
   * @param prepare - brings the other pages to where the first one is, where they don't follow
   * @param leave - brings them back
   */
  async keep(
    name: string,
    prepare: (page: Page) => Promise<void> = async () => {},
    leave: (page: Page) => Promise<void> = async () => {},
  ): Promise<void> {
    const stop = this.#stops.next(name);
    await Promise.all(
      [this.page, ...this.#others].map(async (page, index) => {
        if (index > 0) {
          await prepare(page);
        }
        const { width, theme } = looks[index];
        await page.evaluate(() => window.scrollTo(0, 0));
        await page.screenshot({
          path: join(this.#stops.folder, `${stop}-${width}-${theme}.png`),
          fullPage: true,
        });
        if (index > 0) {
          await leave(page);
        }
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.page, ...this.#others].map(page => page.close()));
  }
}
