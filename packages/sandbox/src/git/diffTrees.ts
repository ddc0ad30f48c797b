import type { GitRepository } from './GitRepository.ts';
import { parseDiff } from './parseDiff.ts';
import type { FileDiff } from './parseDiff.ts';

/** What git calls the tree with nothing in it. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The differences between two commits; `from` undefined compares with nothing. */
export async function diffTrees(
  repository: GitRepository,
  from: string | undefined,
  to: string,
): Promise<FileDiff[]> {
  const trees = [from ?? emptyTree, to];
  const [raw, patch] = await Promise.all([
    repository.run(['diff-tree', '-r', '-M', '--raw', '-z', ...trees]),
    repository.run(['diff-tree', '-r', '-M', '--patch', ...trees]),
  ]);
  return parseDiff(raw.toString('utf8'), patch.toString('utf8'));
}

export interface CommitStats {
  additions: number;
  deletions: number;
  total: number;
}

/** Lines added and removed by a commit, compared with its first parent. */
export async function commitStats(
  repository: GitRepository,
  commit: { sha: string; parents: string[] },
): Promise<CommitStats> {
  const output = await repository.runText([
    'diff-tree',
    '-r',
    '--numstat',
    commit.parents[0] ?? emptyTree,
    commit.sha,
  ]);
  let additions = 0;
  let deletions = 0;
  for (const line of output.split('\n').filter(Boolean)) {
    const [added, removed] = line.split('\t');
    additions += Number(added) || 0;
    deletions += Number(removed) || 0;
  }
  return { additions, deletions, total: additions + deletions };
}
