import type { FileDiff } from '../../git/parseDiff.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { apiUrlOf, webUrlOf } from '../present/presentRepository.ts';

function statusOf(file: FileDiff): string {
  if (file.newFile) return 'added';
  if (file.deletedFile) return 'removed';
  return file.renamedFile ? 'renamed' : 'modified';
}

function count(diff: string, sign: '+' | '-'): number {
  return diff.split('\n').filter(line => line.startsWith(sign)).length;
}

/** `diff-entry` of each file that a commit or a comparison changes. */
export function presentFiles(
  context: GithubContext,
  project: ProjectRecord,
  sha: string,
  files: FileDiff[],
) {
  return files.map(file => {
    const path = encodeURI(file.newPath);
    const additions = count(file.diff, '+');
    const deletions = count(file.diff, '-');
    return {
      sha,
      filename: file.newPath,
      status: statusOf(file),
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${webUrlOf(context, project)}/blob/${sha}/${path}`,
      raw_url: `${webUrlOf(context, project)}/raw/${sha}/${path}`,
      contents_url: `${apiUrlOf(context, project)}/contents/${path}?ref=${sha}`,
      patch: file.diff,
      ...(file.renamedFile ? { previous_filename: file.oldPath } : {}),
    };
  });
}
