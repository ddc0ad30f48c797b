import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../../../embedded/src/paths.ts';
import { buildFamily, isBuilt } from './buildFamily.ts';
import { families } from './families.ts';
import { requireDisk, requireGo } from './requirements.ts';

/** Where the programs of the lab, and the modules that they were built from, lie. */
export interface LabBinaries {
  binary(name: string): string;
  /** The source of a family's main module, for its manifests. */
  moduleFolder(family: string): string;
}

/** The programs of the lab, built where they are missing. */
export async function buildLab(): Promise<LabBinaries> {
  const goVersion = await requireGo();
  const missing = (
    await Promise.all(families.map(family => isBuilt(family, goVersion)))
  ).some(built => !built);
  if (missing) {
    await mkdir(cacheFolder, { recursive: true });
    await requireDisk(cacheFolder);
  }

  const folders = new Map<string, string>();
  for (const family of families) {
    const folder = await buildFamily(family, goVersion);
    for (const program of family.programs) {
      folders.set(program.name, folder);
    }
  }
  return {
    binary(name) {
      const folder = folders.get(name);
      if (!folder) {
        throw new Error(`No family of the lab builds ${name}.`);
      }
      return join(folder, name);
    },
    moduleFolder(id) {
      const family = families.find(candidate => candidate.id === id);
      if (!family?.module) {
        throw new Error(`The family ${id} of the lab has no module folder.`);
      }
      return execFileSync(
        'go',
        ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', family.module],
        {
          cwd: resolve(import.meta.dirname, '../../modules', id),
          encoding: 'utf8',
        },
      ).trim();
    },
  };
}
