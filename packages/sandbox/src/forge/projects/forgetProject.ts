import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';
import type { Collection } from '../../world/Storage.ts';

function removeWhere<T extends { id: number | string }>(
  collection: Collection<T>,
  belongs: (record: T) => boolean,
): void {
  for (const record of collection.filter(belongs)) {
    collection.delete(record.id);
  }
}

/** Removes a project with its repository, its credentials and everything that hangs on it. */
export async function forgetProject(
  context: ForgeContext,
  project: ProjectRecord,
): Promise<void> {
  const { records } = context;
  const ofProject = (record: { projectId: number | null }) =>
    record.projectId === project.id;
  context.ci.forgetProject(project);
  context.forgotten(project);
  records.projects.delete(project.id);
  removeWhere(records.redirects, ofProject);
  removeWhere(records.tokens, ofProject);
  removeWhere(records.deployTokens, ofProject);
  removeWhere(records.deployKeys, ofProject);
  removeWhere(records.jobTokens, ofProject);
  removeWhere(records.hooks, ofProject);
  removeWhere(records.hookDeliveries, ofProject);
  removeWhere(records.protectedBranches, ofProject);
  removeWhere(records.mergeRequests, ofProject);
  removeWhere(records.commitStatuses, ofProject);
  removeWhere(
    records.variables,
    variable => variable.owner === 'project' && variable.ownerId === project.id,
  );
  removeWhere(
    records.members,
    member => member.source === 'project' && member.sourceId === project.id,
  );
  removeWhere(records.users, user => user.botOfProject === project.id);
  const git = context.git.of(project);
  await git.exclusively(() => git.remove());
}
