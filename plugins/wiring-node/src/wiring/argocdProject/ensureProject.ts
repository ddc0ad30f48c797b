import { resourceKinds } from '@slipway/plugin-delivery-node';
import { byArgocd, ensureObject, placesOf } from '../../cluster';
import { findRepository, forgeOf, serviceTarget } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';
import { projectOf } from './projectOf';

/**
 * Makes sure that a service has an AppProject, limited to its repository and its namespaces.
 *
 * @public
 */
export async function ensureProject(
  run: RunContext,
  deps: WiringDeps,
  input: { service: string },
): Promise<Outcome[]> {
  const { host, names } = serviceTarget(deps, input.service);
  const forge = forgeOf(deps, host, run);
  const gitops = await findRepository(run, forge, names.gitopsRepository.path);
  const outcomes: Outcome[] = [];
  for (const { argocd, places } of byArgocd(
    placesOf(deps.delivery, names.service),
  )) {
    outcomes.push(
      await ensureObject(
        run,
        deps.clusters.get(argocd.cluster),
        resourceKinds.appProject,
        projectOf(names, {
          namespace: argocd.namespace,
          sourceRepos: [
            forge.credentials.readUrl(
              // Only a dry run comes here before the repository is made.
              gitops ?? forge.repositories.urls(names.gitopsRepository.path),
            ),
          ],
          places,
        }),
        { what: 'AppProject' },
      ),
    );
  }
  return outcomes;
}
