import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../embedded/src/paths.ts';

const run = promisify(execFile);

/** A browser to start, and what its environment needs. */
export interface Browser {
  executablePath: string;
  env: NodeJS.ProcessEnv;
}

const installed = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
];

/**
 * The Chrome or Chromium that is installed (`CHROME_PATH`, or on the PATH), else the one that the
 * npm package `@sparticuz/chromium` carries, unpacked once into the user's cache folder.
 */
export async function findBrowser(): Promise<Browser> {
  const asked = process.env.CHROME_PATH;
  if (asked) {
    if (!existsSync(asked)) {
      throw new Error(`CHROME_PATH is ${asked}, and no file is there.`);
    }
    return { executablePath: asked, env: process.env };
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of installed) {
      if (existsSync(join(folder, name))) {
        return { executablePath: join(folder, name), env: process.env };
      }
    }
  }
  return unpackBrowser();
}

async function unpackBrowser(): Promise<Browser> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sparticuz/chromium');
  const bin = join(dirname(dirname(entry)), 'bin');
  const { version } = require(join(
    dirname(dirname(entry)),
    'package.json',
  )) as { version: string };
  const folder = join(cacheFolder, 'tools', `chromium-${version}`);
  await mkdir(folder, { recursive: true });

  // The package unpacks into the folder for temporary files; ours is kept.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: chromium, inflate } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath(bin);
    if (await starts(executablePath, process.env)) {
      return { executablePath, env: process.env };
    }
    // The host lacks NSS; the package carries it, with the rest that its own host lacks.
    await inflate(join(bin, 'al2023.tar.br'));
    const env = {
      ...process.env,
      LD_LIBRARY_PATH: [
        join(folder, 'al2023', 'lib'),
        process.env.LD_LIBRARY_PATH,
      ]
        .filter(Boolean)
        .join(delimiter),
    };
    return { executablePath, env };
  } finally {
    if (before === undefined) {
      delete process.env.TMPDIR;
    } else {
      process.env.TMPDIR = before;
    }
  }
}

async function starts(
  executablePath: string,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  try {
    await run(executablePath, ['--version', '--no-sandbox'], {
      env,
      timeout: 30_000,
    });
    return true;
  } catch {
    // What it lacks is told when it is started for real.
    return false;
  }
}
