import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  findSecrets,
  searchFolder,
  searchGitObjects,
  type Hit,
  type Secrets,
} from '../../../journeys/src/secrets/search.ts';
import { projectsOf } from '../snapshot/readForge.ts';
import type { FaultsWorld } from '../world/FaultsWorld.ts';
import type { StoredRecord } from '../world/WatchedStorage.ts';

/** What was searched, so that a search that found nothing can show that it looked. */
export interface Searched {
  hits: Hit[];
  /** Records in which a credential has to be, and is. */
  kept: number;
  records: number;
  files: number;
  repositories: number;
}

export function nothingSearched(): Searched {
  return { hits: [], kept: 0, records: 0, files: 0, repositories: 0 };
}

export function addSearched(all: Searched, one: Searched): void {
  all.hits.push(...one.hits);
  all.kept += one.kept;
  all.records += one.records;
  all.files += one.files;
  all.repositories += one.repositories;
}

/**
 * Searches what goes with a service when it is taken down: the git objects of its repositories, and
 * every record of the forge and every object of the clusters, without the values that have to be there.
 */
export async function searchService(
  world: FaultsWorld,
  service: string,
): Promise<Searched> {
  const secrets = secretsOf(world);
  const searched = searchRecords(world, secrets);
  for (const { id } of projectsOf(world, service)) {
    const folder = join(world.folder, 'sandbox', 'repositories', `${id}.git`);
    if (existsSync(folder)) {
      searched.repositories += 1;
      searched.hits.push(...(await searchGitObjects(folder, secrets)).hits);
    }
  }
  return searched;
}

/** Searches what stays: logs, the portal's databases, and what every launch has said and put out. */
export async function searchFolders(world: FaultsWorld): Promise<Searched> {
  const secrets = { canary: world.canary };
  const { files, hits } = await searchFolder(world.folder, secrets, {
    // The sandbox keeps there what is given to the portal.
    skip: path => path === 'sandbox/credentials.json',
  });
  return { ...nothingSearched(), files, hits };
}

/** The canary, and the keys that cannot carry it: those are searched for by a line of theirs. */
function secretsOf(world: FaultsWorld): Secrets {
  const keys = world.storage
    .find('github-actions-secrets')
    .flatMap(({ id, value }) => {
      const line = String(value).split('\n')[3];
      return line ? [[`key ${id}`, line] as const] : [];
    });
  return { canary: world.canary, ...Object.fromEntries(keys) };
}

export function searchRecords(
  world: Pick<FaultsWorld, 'storage'>,
  secrets: Secrets,
): Searched {
  const searched = nothingSearched();
  for (const name of world.storage.names()) {
    for (const record of world.storage.find(name)) {
      searched.records += 1;
      const place = `${name} ${record.id}`;
      const rest = JSON.stringify(withoutValues(name, record));
      const hits = findSecrets(place, rest, secrets);
      searched.hits.push(...hits);
      const whole = JSON.stringify(record);
      if (
        whole.length !== rest.length &&
        findSecrets(place, whole, secrets).length > 0
      ) {
        searched.kept += 1;
      }
    }
  }
  return searched;
}

/** A record without what a forge and a cluster keep a credential in. */
function withoutValues(name: string, record: StoredRecord): StoredRecord {
  if (/variables$|secrets$/.test(name)) {
    return { ...record, value: undefined };
  }
  if (/hooks$/.test(name)) {
    return { ...record, token: undefined, secret: undefined };
  }
  const object = record.object as { kind?: string } | undefined;
  return object?.kind === 'Secret'
    ? { ...record, object: { ...object, data: undefined } }
    : record;
}
