import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  applicationManifest,
  assertReachable,
} from '@slipway/plugin-gitops-common';
import { ensureObject, placesOf } from '../../cluster';
import { findRepository, forgeOf, serviceTarget } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';

/**
 * Makes sure that each environment of a service has its Application, which follows the default branch.
 *
 * @public
 */
export async function ensureApplication(
  run: RunContext,
  deps: WiringDeps,
  input: {
    service: string;
    /** All of them by default. */
    environment?: string;
    entityRef?: string;
    /** Where the manifests are, with `{{environment}}` for its name; the overlay by default. */
    path?: string;
    /** Of a Helm chart, relative to the path, with `{{environment}}` for its name. */
    valueFiles?: string[];
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
  for (const { environment, argocd, server, namespace } of places) {
    assertReachable({
      address: repoURL,
      what: 'The GitOps repository',
      cluster: argocd.cluster,
      reachesLoopback:
        deps.delivery.clusters[argocd.cluster]?.reachesLoopback ?? false,
    });
    outcomes.push(
      await ensureObject(
        run,
        deps.clusters.get(argocd.cluster),
        resourceKinds.application,
        applicationManifest({
          name: names.application(environment.name),
          namespace: argocd.namespace,
          service: names.service,
          environment: environment.name,
          entityRef: input.entityRef ?? names.entityRef,
          project: names.appProject,
          source: {
            repoURL,
            // `main` stands in only for a repository that a dry run has not made.
            targetRevision: gitops?.defaultBranch ?? 'main',
            path: input.path
              ? named(input.path, environment.name)
              : names.overlay(environment.name),
            ...(input.valueFiles && {
              helm: {
                valueFiles: input.valueFiles.map(file =>
                  named(file, environment.name),
                ),
              },
            }),
          },
          destination: { server, namespace },
          sync: environment.sync,
        }),
        {
          what: 'Application',
          removed: [
            // An environment that has become manual stops syncing by itself.
            ['spec', 'syncPolicy', 'automated'],
            ['spec', 'source', 'helm'],
          ],
        },
      ),
    );
  }
  return outcomes;
}

function named(pattern: string, environment: string): string {
  return pattern.replace(/\{\{\s*environment\s*\}\}/g, environment);
}
