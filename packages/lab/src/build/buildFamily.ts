import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../../../embedded/src/paths.ts';
import { runStep } from '../../../../scripts/bootstrap/steps.mjs';
import type { Family } from './families.ts';

const modulesFolder = resolve(import.meta.dirname, '../../modules');

/**
 * The folder with the binaries of a family, built when they are missing. It is keyed by all that
 * decides on them, so that a changed pin is built anew and an unchanged one never.
 */
export async function buildFamily(
  family: Family,
  goVersion: string,
): Promise<string> {
  const source = join(modulesFolder, family.id);
  const folder = await binaryFolder(family, goVersion);
  if (existsSync(folder)) {
    return folder;
  }

  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    for (const program of family.programs) {
      await runStep({
        title: `Building ${program.name} (${family.title})`,
        command: 'go',
        args: [
          'build',
          '-mod=readonly',
          '-p',
          '2',
          '-trimpath',
          '-ldflags',
          ['-s -w', ...(family.linkerFlags ?? [])].join(' '),
          '-o',
          join(fresh, program.name),
          program.package,
        ],
        cwd: source,
        env: { ...process.env, CGO_ENABLED: '0' },
        hint: `${program.name} could not be built. Check that the Go module proxy answers and that the disk has 15 GB free; then try again.`,
      });
    }
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

export async function isBuilt(
  family: Family,
  goVersion: string,
): Promise<boolean> {
  return existsSync(await binaryFolder(family, goVersion));
}

async function binaryFolder(
  family: Family,
  goVersion: string,
): Promise<string> {
  const source = join(modulesFolder, family.id);
  const key = await fingerprint(family, source, goVersion);
  return join(cacheFolder, 'lab', `${family.id}-${key}`);
}

async function fingerprint(
  family: Family,
  source: string,
  goVersion: string,
): Promise<string> {
  const hash = createHash('sha256')
    .update(goVersion)
    .update(JSON.stringify(family));
  for (const file of ['go.mod', 'go.sum']) {
    hash.update(await readFile(join(source, file)));
  }
  return hash.digest('hex').slice(0, 12);
}
