import { InputError } from '@backstage/errors';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  ApplicationsSync,
  applicationSetManifest,
  assertReachable,
} from '@slipway/plugin-gitops-common';
import { byArgocd, ensureObject, findObject, placesOf } from '../../cluster';
import { findRepository, forgeOf, serviceTarget } from '../../forge';
import { Outcome, RunContext, WiringDeps } from '../../run';
import {
  ApplicationInput,
  named,
  pathOf,
  serviceApplication,
} from '../application';
import { assertAdoptable } from './assertAdoptable';
import {
  announceApplications,
  awaitApplication,
  planTaking,
  TakenApplication,
} from './takeApplications';

/**
 * Makes sure that an ApplicationSet makes the Applications of a service, in each Argo CD that has
 * environments of it, and that it has made them. Applications of Slipway's that are there already
 * are taken over as they are; those of others are refused.
 *
 * @public
 */
export async function ensureApplicationSet(
  run: RunContext,
  deps: WiringDeps,
  input: ApplicationInput & {
    service: string;
    preserveResourcesOnDeletion?: boolean;
    applicationsSync?: ApplicationsSync;
  },
): Promise<Outcome[]> {
  const { host, names } = serviceTarget(deps, input.service);
  const forge = forgeOf(deps, host, run);
  const gitops = await findRepository(run, forge, names.gitopsRepository.path);
  const repoURL = forge.credentials.readUrl(
    gitops ?? forge.repositories.urls(names.gitopsRepository.path),
  );
  // `main` stands in only for a repository that a dry run has not made.
  const branch = gitops?.defaultBranch ?? 'main';
  const outcomes: Outcome[] = [];
  for (const { argocd, places } of byArgocd(
    placesOf(deps.delivery, names.service),
  )) {
    const { cluster, namespace } = argocd;
    assertReachable({
      address: repoURL,
      what: 'The GitOps repository',
      cluster,
      reachesLoopback:
        deps.delivery.clusters[cluster]?.reachesLoopback ?? false,
    });
    const client = deps.clusters.get(cluster);
    const set = names.applicationSet;
    const [there, project] = await Promise.all([
      findObject(
        client,
        resourceKinds.applicationSet,
        { namespace, name: set },
        run.signal,
      ),
      findObject(
        client,
        resourceKinds.appProject,
        { namespace, name: names.appProject },
        run.signal,
      ),
    ]);
    if (!project && !run.isDryRun) {
      // The controller would look again only after three minutes.
      throw new InputError(
        `There is no AppProject ${namespace}/${names.appProject} on ${cluster}; an ApplicationSet ` +
          'makes nothing without it: have delivery:argocd-project:ensure make it first',
      );
    }
    const applications: TakenApplication[] = [];
    for (const place of places) {
      const wanted = serviceApplication({
        names,
        place,
        input,
        repoURL,
        branch,
      });
      const current = await findObject(
        client,
        resourceKinds.application,
        wanted.metadata,
        run.signal,
      );
      if (current) {
        assertAdoptable(current, { name: set, uid: there?.metadata.uid });
      }
      const plan = planTaking(current, wanted, there);
      applications.push({ client, set, wanted, current, plan });
    }
    await announceApplications(run, applications);
    outcomes.push(
      await ensureObject(
        run,
        client,
        resourceKinds.applicationSet,
        applicationSetManifest({
          name: set,
          namespace,
          service: names.service,
          entityRef: input.entityRef ?? names.entityRef,
          project: names.appProject,
          applicationName: names.application,
          source: {
            repoURL,
            targetRevision: branch,
            ...(input.valueFiles && {
              valueFiles: environment =>
                input.valueFiles!.map(file => named(file, environment)),
            }),
          },
          elements: places.map(place => ({
            environment: place.environment.name,
            cluster: place.cluster,
            server: place.server,
            namespace: place.namespace,
            path: pathOf(names, input, place.environment.name),
            sync: place.environment.sync,
          })),
          preserveResourcesOnDeletion: input.preserveResourcesOnDeletion,
          applicationsSync: input.applicationsSync,
        }),
        {
          what: 'ApplicationSet',
          removed: [
            ['spec', 'template', 'spec', 'source', 'helm'],
            ['spec', 'syncPolicy', 'preserveResourcesOnDeletion'],
          ],
        },
      ),
    );
    for (const made of applications) {
      outcomes.push(await awaitApplication(run, deps, made));
    }
  }
  return outcomes;
}
