import { matchesPattern } from '../branches/matchesPattern.ts';
import { isProtectedRef } from '../branches/protection.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord, VariableRecord } from '../records/records.ts';

/** How exactly a scope names an environment: GitLab prefers the most exact one. */
function exactness(scope: string): number {
  return scope.includes('*') ? scope.replace(/\*/g, '').length : Infinity;
}

/** The variables that a job gets, one for each key. */
export function deriveJobVariables(
  variables: VariableRecord[],
  job: { protectedRef: boolean; environment?: string },
  /** Owners from the outermost to the innermost: what comes later wins. */
  rank: (variable: VariableRecord) => number,
): VariableRecord[] {
  const fitting = variables.filter(
    variable =>
      (!variable.protected || job.protectedRef) &&
      (job.environment === undefined
        ? variable.environmentScope === '*'
        : matchesPattern(variable.environmentScope, job.environment)),
  );
  fitting.sort(
    (one, other) =>
      rank(one) - rank(other) ||
      exactness(one.environmentScope) - exactness(other.environmentScope),
  );
  return [...new Map(fitting.map(each => [each.key, each])).values()];
}

/** A job's variables: those of its groups and of its project, as far as its ref may see them. */
export function variablesFor(
  context: ForgeContext,
  project: ProjectRecord,
  job: { ref: string; environment?: string },
): VariableRecord[] {
  const groups = context.access
    .ancestry(project.namespaceId)
    .map(namespace => namespace.id)
    .reverse();
  const rank = (variable: VariableRecord) =>
    variable.owner === 'project'
      ? groups.length
      : groups.indexOf(variable.ownerId);
  return deriveJobVariables(
    context.records.variables.filter(variable =>
      variable.owner === 'project'
        ? variable.ownerId === project.id
        : groups.includes(variable.ownerId),
    ),
    {
      protectedRef: isProtectedRef(context, project, job.ref),
      environment: job.environment,
    },
    rank,
  );
}
