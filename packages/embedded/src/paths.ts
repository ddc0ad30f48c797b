import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The root of the checkout. */
export const root = resolve(import.meta.dirname, '../../..');

/** What belongs to this checkout and can be thrown away: databases, logs, builds' stamps. */
export const workFolder = join(root, '.cache');

/** What several checkouts share. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'slipway',
);
