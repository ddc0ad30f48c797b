import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Traffic } from '../world/Traffic.ts';
import {
  findSecrets,
  searchFolder,
  searchGitObjects,
  type Hit,
  type Secrets,
} from './search.ts';
import { searchSandboxState } from './searchSandboxState.ts';

/** What was searched, so that a search that found nothing can show that it looked. */
export interface SearchReport {
  hits: Hit[];
  /** Where a secret has to be, and is. */
  kept: Hit[];
  files: number;
  repositories: number;
  objects: number;
  responses: number;
}

/**
 * Searches all that a portal and its sandbox have written and sent: logs, the portal's databases
 * with its task states and outputs, every git object, every object of the clusters, every response
 * that a browser got. Left out is only where a credential has to be: the sandbox's own
 * `credentials.json`, the data of Secrets, and the values of CI variables and of webhooks.
 */
export async function searchWorld(
  folder: string,
  traffic: Traffic,
  secrets: Secrets,
): Promise<SearchReport> {
  const portal = await searchFolder(folder, secrets, {
    skip: path => path.startsWith('sandbox/'),
  });
  const state = await searchSandboxState(
    join(folder, 'sandbox', 'state'),
    secrets,
  );
  const blobs = await searchFolder(join(folder, 'sandbox', 'blobs'), secrets);
  const checkouts = await searchFolder(
    join(folder, 'sandbox', 'argocd'),
    secrets,
  );

  const repositories = await findRepositories(
    join(folder, 'sandbox', 'repositories'),
  );
  const git: Hit[] = [];
  for (const repository of repositories) {
    git.push(...(await searchGitObjects(repository, secrets)).hits);
    git.push(...(await searchFolder(repository, secrets)).hits);
  }

  const responses = traffic.bodies.flatMap(({ url, text }) =>
    findSecrets(`response of ${url}`, text, secrets),
  );
  return {
    hits: [
      ...portal.hits,
      ...state.hits,
      ...blobs.hits,
      ...checkouts.hits,
      ...git,
      ...responses,
    ],
    kept: state.kept,
    files: portal.files + blobs.files + checkouts.files,
    repositories: repositories.length,
    objects: state.records,
    responses: traffic.bodies.length,
  };
}

async function findRepositories(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile() && entry.name === 'HEAD')
    .map(entry => entry.parentPath)
    .filter(path => path.endsWith('.git'));
}
