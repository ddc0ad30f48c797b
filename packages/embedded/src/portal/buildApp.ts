import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, workFolder } from '../paths.ts';
import { runStep } from '../../../../scripts/bootstrap/steps.mjs';

/** What the pages of the portal are built from. */
const sources = [
  'yarn.lock',
  'packages/app/package.json',
  'packages/app/public/**/*',
  'packages/app/src/**/*',
  'plugins/delivery/package.json',
  'plugins/delivery/src/**/*',
  'plugins/delivery-common/src/**/*',
];

/** Builds the pages of the portal, unless those built last are from the same sources. */
export async function buildApp(): Promise<void> {
  const stamp = join(workFolder, 'app-built');
  const wanted = await fingerprint();
  if (
    existsSync(join(root, 'packages/app/dist/index.html')) &&
    existsSync(stamp) &&
    (await readFile(stamp, 'utf8')) === wanted
  ) {
    return;
  }
  await runStep({
    title: 'Building the pages of the portal',
    command: process.execPath,
    args: [
      join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'build',
    ],
    cwd: join(root, 'packages/app'),
    env: {
      ...process.env,
      NODE_ENV: 'production',
      // The real addresses are put into the pages when the portal starts.
      SLIPWAY_PORTAL_URL: 'http://127.0.0.1:7007',
      SLIPWAY_PORTAL_PORT: '7007',
    },
    hint: 'The pages could not be built.',
  });
  await mkdir(workFolder, { recursive: true });
  await writeFile(stamp, wanted);
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const entry of glob(sources, { cwd: root, withFileTypes: true })) {
    if (entry.isFile()) {
      files.push(join(entry.parentPath, entry.name));
    }
  }
  for (const file of files.sort()) {
    hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex');
}
