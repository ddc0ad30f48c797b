import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';

/** Git's own objects cannot be had of a repository without a commit. */
export async function refuseEmpty(
  context: GithubContext,
  project: ProjectRecord,
): Promise<void> {
  if (await context.forge.git.of(project).isEmpty()) {
    throw context.errors.emptyRepository();
  }
}
