import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitRepository } from './GitRepository.ts';
import type { TreeChange } from './planTreeChanges.ts';
import { writeBlob } from './writeBlob.ts';

export interface Signature {
  name: string;
  email: string;
}

export interface CommitMeta {
  message: string;
  author: Signature;
  committer: Signature;
  date: Date;
}

/** A name or address that git takes as it is. */
function clean(text: string): string {
  return text.replace(/[<>\n\0]/g, '').trim() || 'unknown';
}

/** Writes a commit object of a tree; no ref is moved. */
export function writeCommitObject(
  repository: GitRepository,
  tree: string,
  parents: string[],
  meta: CommitMeta,
): Promise<string> {
  const date = `${Math.floor(meta.date.getTime() / 1000)} +0000`;
  return repository.runText(
    ['commit-tree', tree, ...parents.flatMap(parent => ['-p', parent])],
    meta.message.endsWith('\n') ? meta.message : `${meta.message}\n`,
    {
      GIT_AUTHOR_NAME: clean(meta.author.name),
      GIT_AUTHOR_EMAIL: clean(meta.author.email),
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_NAME: clean(meta.committer.name),
      GIT_COMMITTER_EMAIL: clean(meta.committer.email),
      GIT_COMMITTER_DATE: date,
    },
  );
}

/** Writes the tree that changes make of a commit's (or of nothing), with an index of its own. */
export async function writeTree(
  repository: GitRepository,
  base: string | undefined,
  changes: TreeChange[],
): Promise<string> {
  const index = join(repository.folder, `index-${randomUUID()}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    await repository.run(
      base ? ['read-tree', base] : ['read-tree', '--empty'],
      undefined,
      env,
    );
    const lines: string[] = [];
    for (const change of changes) {
      if (change.kind === 'remove') {
        lines.push(`0 ${'0'.repeat(40)}\t${change.path}`);
        continue;
      }
      const id =
        change.kind === 'point'
          ? change.id
          : await writeBlob(repository, change.content);
      lines.push(`${change.mode} ${id}\t${change.path}`);
    }
    await repository.run(
      ['update-index', '-z', '--index-info'],
      lines.map(line => `${line}\0`).join(''),
      env,
    );
    return await repository.runText(['write-tree'], undefined, env);
  } finally {
    await rm(index, { force: true });
  }
}
