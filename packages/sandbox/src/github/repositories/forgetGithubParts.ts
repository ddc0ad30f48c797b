import type { GithubContext } from '../GithubContext.ts';

/** What GitHub has of a project, whoever takes the project away. */
export function forgetGithubParts(
  context: GithubContext,
  project: { id: number },
): void {
  const { records } = context;
  for (const collection of [
    records.hooks,
    records.hookDeliveries,
    records.protections,
    records.rulesets,
    records.reviews,
  ]) {
    for (const record of collection.filter(
      each => each.projectId === project.id,
    )) {
      collection.delete(record.id);
    }
  }
}
