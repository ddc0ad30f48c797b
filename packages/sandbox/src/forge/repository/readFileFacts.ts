import { createHash } from 'node:crypto';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';

/** A file at a ref: what GitLab answers about it, and its content. */
export interface FileFacts {
  facts: {
    file_name: string;
    file_path: string;
    size: number;
    encoding: 'base64';
    content_sha256: string;
    ref: string;
    blob_id: string;
    commit_id: string;
    last_commit_id: string;
    execute_filemode: boolean;
  };
  content: Buffer;
}

export async function readFileFacts(
  context: ForgeContext,
  project: ProjectRecord,
  path: string,
  ref: string,
): Promise<FileFacts> {
  const git = context.git.of(project);
  const commitId = await git.resolve(
    ref === 'HEAD' ? project.defaultBranch : ref,
  );
  if (!commitId) {
    throw context.errors.notFound('Commit');
  }
  const entry = await git.entry(commitId, path);
  if (!entry || entry.type !== 'blob' || entry.path !== path) {
    throw context.errors.notFound('File');
  }
  const [content, [last]] = await Promise.all([
    git.blob(entry.id),
    git.log(commitId, { path, limit: 1 }),
  ]);
  return {
    content,
    facts: {
      file_name: path.split('/').at(-1)!,
      file_path: path,
      size: content.length,
      encoding: 'base64',
      content_sha256: createHash('sha256').update(content).digest('hex'),
      ref,
      blob_id: entry.id,
      commit_id: commitId,
      last_commit_id: last?.sha ?? commitId,
      execute_filemode: entry.mode === '100755',
    },
  };
}

/** `blob_id` → `x-gitlab-blob-id`: the same facts for who asks with HEAD. */
export function fileHeaders(facts: FileFacts['facts']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      `x-gitlab-${key.replace(/_/g, '-')}`,
      // A header holds Latin-1 only; anything else goes as GitLab's own URL does.
      encodeURI(String(value)),
    ]),
  );
}
