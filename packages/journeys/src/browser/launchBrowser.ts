import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from './findBrowser.ts';

/** A headless browser with an empty profile, which asks nobody on the network for anything. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({
    executablePath,
    env: env as Record<string, string>,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
