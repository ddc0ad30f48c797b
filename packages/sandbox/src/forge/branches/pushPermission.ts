import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { allows, protectionsOf } from './protection.ts';

/** Whether a level suffices to commit to a branch; the first branch is the maintainers' to make. */
export async function mayPushToBranch(
  context: ForgeContext,
  project: ProjectRecord,
  branch: string,
  level: number,
): Promise<boolean> {
  if (project.archived || project.markedForDeletionOn !== null) {
    return false;
  }
  if (level < accessLevels.developer) {
    return false;
  }
  const rules = protectionsOf(context, project, branch);
  if (rules.length > 0) {
    return allows(rules, 'push', level);
  }
  const firstBranch =
    branch === project.defaultBranch &&
    (await context.git.of(project).isEmpty());
  return firstBranch ? level >= accessLevels.maintainer : true;
}
