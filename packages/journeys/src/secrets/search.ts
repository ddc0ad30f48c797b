import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { secretForms } from './forms.ts';

/** A place in which a secret was found. The secret itself is not in it. */
export interface Hit {
  place: string;
  secret: string;
}

export type Secrets = Record<string, string>;

/** The names of the secrets that are written in a text, in whatever form. */
export function findSecrets(
  place: string,
  text: string | Buffer,
  secrets: Secrets,
): Hit[] {
  return Object.entries(secrets)
    .filter(([, value]) => secretForms(value).some(form => text.includes(form)))
    .map(([secret]) => ({ place, secret }));
}

/** Searches every file below a folder, as bytes, so that databases are searched too. */
export async function searchFolder(
  folder: string,
  secrets: Secrets,
  options: { skip?: (path: string) => boolean } = {},
): Promise<{ files: number; hits: Hit[] }> {
  if (!existsSync(folder)) {
    return { files: 0, hits: [] };
  }
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const hits: Hit[] = [];
  let files = 0;
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file);
    if (entry.isFile() && !options.skip?.(path)) {
      files += 1;
      hits.push(...findSecrets(path, await readFile(file), secrets));
    }
  }
  return { files, hits };
}

/** Searches every object of a git repository, packed or not, reachable or not. */
export async function searchGitObjects(
  repository: string,
  secrets: Secrets,
): Promise<{ bytes: number; hits: Hit[] }> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    const child = spawn(
      'git',
      ['cat-file', '--batch-all-objects', '--batch', '--unordered'],
      { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', code =>
      code === 0
        ? resolve()
        : reject(new Error(`git cat-file ended with ${code} in ${repository}`)),
    );
  });
  const all = Buffer.concat(chunks);
  return { bytes: all.length, hits: findSecrets(repository, all, secrets) };
}
