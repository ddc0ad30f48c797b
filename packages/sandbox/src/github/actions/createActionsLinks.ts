import type { ActionsLinks } from '../ActionsLinks.ts';
import type { ActionsService } from './engine/ActionsService.ts';

/** What commits and pull requests say about workflows, and what goes with a repository. */
export function createActionsLinks(service: ActionsService): ActionsLinks {
  const { store, engine } = service;
  const { records } = store;
  return {
    checks(project, sha) {
      return records.runs
        .filter(run => run.projectId === project.id && run.headSha === sha)
        .flatMap(run => store.jobs(run.id))
        .map(({ name, conclusion }) => ({ name, conclusion }));
    },
    forgetRepository(project) {
      for (const run of records.runs.all()) {
        if (run.projectId === project.id) {
          engine.forget(run.id);
        }
      }
      for (const collection of [
        records.workflows,
        records.artifacts,
        records.environments,
        records.deployments,
        records.deploymentStatuses,
        records.secrets,
        records.variables,
        records.secretKeys,
        records.runners,
      ]) {
        for (const one of collection.all()) {
          if (one.projectId === project.id) {
            collection.delete(one.id);
          }
        }
      }
      records.settings.delete(project.id);
    },
  };
}
