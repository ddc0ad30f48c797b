import { resourceKinds } from '@slipway/plugin-delivery-node';
import { assertReachable } from '@slipway/plugin-gitops-common';
import { ensureObject, placesOf } from '../../cluster';
import { findRepository, forgeOf, serviceTarget } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';
import {
  ApplicationInput,
  removedFromApplications,
  serviceApplication,
} from './serviceApplication';

/**
 * Makes sure that each environment of a service has its Application, which follows the default branch.
 *
 * @public
 */
export async function ensureApplication(
  run: RunContext,
  deps: WiringDeps,
  input: ApplicationInput & {
    service: string;
    /** All of them by default. */
    environment?: string;
  },
): Promise<Outcome[]> {
  const { host, names } = serviceTarget(deps, input.service);
  const forge = forgeOf(deps, host, run);
  const gitops = await findRepository(run, forge, names.gitopsRepository.path);
  const repoURL = forge.credentials.readUrl(
    gitops ?? forge.repositories.urls(names.gitopsRepository.path),
  );
  const places = placesOf(deps.delivery, names.service, input.environment);
  const outcomes: Outcome[] = [];
  for (const place of places) {
    const { cluster } = place.argocd;
    assertReachable({
      address: repoURL,
      what: 'The GitOps repository',
      cluster,
      reachesLoopback:
        deps.delivery.clusters[cluster]?.reachesLoopback ?? false,
    });
    outcomes.push(
      await ensureObject(
        run,
        deps.clusters.get(cluster),
        resourceKinds.application,
        serviceApplication({
          names,
          place,
          input,
          repoURL,
          // `main` stands in only for a repository that a dry run has not made.
          branch: gitops?.defaultBranch ?? 'main',
        }),
        { what: 'Application', removed: removedFromApplications },
      ),
    );
  }
  return outcomes;
}
