import { GitError, tryGit } from './GitCommand.ts';
import type { GitRepository } from './GitRepository.ts';

/** The tree that merging two commits makes; undefined when they conflict. */
export async function mergeTrees(
  repository: GitRepository,
  into: string,
  from: string,
): Promise<string | undefined> {
  const result = await tryGit(['merge-tree', '--write-tree', into, from], {
    cwd: repository.folder,
  });
  switch (result.code) {
    case 0:
      return result.stdout.toString('utf8').split('\n')[0];
    case 1:
      return undefined;
    default:
      throw new GitError('merge-tree', result);
  }
}
