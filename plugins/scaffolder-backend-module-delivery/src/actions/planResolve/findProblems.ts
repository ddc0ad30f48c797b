import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError, toError } from '@backstage/errors';
import { ResourceKind, resourceKinds } from '@slipway/plugin-delivery-node';
import { assertReachable, ServiceNames } from '@slipway/plugin-gitops-common';
import {
  assertUsable,
  byArgocd,
  Forge,
  ForgeKind,
  isOurs,
  Place,
  wasLaunched,
} from '@slipway/plugin-wiring-node';
import { LaunchDeps } from '../../run';

interface Launch {
  names: ServiceNames;
  host: string;
  registryHost: string;
  places: Place[];
  forge: Forge;
  owner: string | undefined;
  environments: string[] | undefined;
  madeFor: ForgeKind | undefined;
  workload: 'Rollout' | 'Deployment';
  credentials: BackstageCredentials;
  signal: AbortSignal | undefined;
}

/** Everything that would stop a launch, told at once and before anything is made. */
export async function findProblems(
  deps: LaunchDeps,
  launch: Launch,
): Promise<string[]> {
  const { names, forge } = launch;
  const checks: Array<() => Promise<void> | void> = [
    () => checkEnvironments(launch),
    () => checkKind(launch),
    () => forge.repositories.assertOwner(names.group),
    () => checkWorkflow(forge),
    () => checkRepository(forge, names.appRepository.path),
    () => checkRepository(forge, names.gitopsRepository.path),
    () => checkOwner(deps, launch),
    () => checkEntity(deps, launch),
    ...launch.places.map(place => () => checkPlace(deps, launch, place)),
    ...byArgocd(launch.places).map(
      ({ argocd }) =>
        () =>
          checkServed(deps, argocd.cluster, resourceKinds.application, {
            namespace: argocd.namespace,
            product: 'Argo CD',
            signal: launch.signal,
          }),
    ),
  ];
  const problems: string[] = [];
  for (const check of checks) {
    try {
      await check();
    } catch (error) {
      launch.signal?.throwIfAborted();
      problems.push(toError(error).message);
    }
  }
  return [...new Set(problems)];
}

function checkEnvironments({ environments, places }: Launch): void {
  const configured = places.map(({ environment }) => environment.name);
  if (
    environments &&
    [...environments].sort().join() !== [...configured].sort().join()
  ) {
    throw new Error(
      `the template is for the environments ${environments.join(
        ', ',
      )}, and delivery.environments has ${configured.join(', ')}`,
    );
  }
}

function checkKind({ madeFor, forge, host }: Launch): void {
  if (madeFor && madeFor !== forge.kind) {
    throw new Error(
      `the template is for ${
        madeFor === 'github' ? 'GitHub' : 'GitLab'
      }, and ${host} is a ${forge.title}; delivery.launch${
        madeFor === 'github' ? '.github' : ''
      } says where things go`,
    );
  }
}

/** The last thing that a launch commits is the file that says what its pipeline does. */
async function checkWorkflow({ content, pipelines }: Forge): Promise<void> {
  const refusal = await content.refusal([pipelines.definition]);
  if (refusal) {
    throw new NotAllowedError(refusal);
  }
}

async function checkRepository(forge: Forge, path: string): Promise<void> {
  const repository = await forge.repositories.find(path);
  if (repository) {
    assertUsable(
      repository,
      path,
      isOurs(repository) || (await wasLaunched(forge, repository)),
    );
  }
}

async function checkOwner(
  { catalog }: LaunchDeps,
  { owner, credentials }: Launch,
): Promise<void> {
  if (owner && !(await catalog.getEntityByRef(owner, { credentials }))) {
    throw new Error(`the catalog has no ${owner} to own it`);
  }
}

/** A service of the same name that somebody registered from elsewhere. */
async function checkEntity(
  { catalog }: LaunchDeps,
  { names, forge, credentials }: Launch,
): Promise<void> {
  const entity = await catalog.getEntityByRef(names.entityRef, { credentials });
  const slug = entity?.metadata.annotations?.[`${forge.kind}.com/project-slug`];
  if (entity && slug !== names.appRepository.path) {
    throw new Error(
      `the catalog has a ${names.entityRef} already, of ${
        slug ? `the repository ${slug}` : 'another origin'
      }; choose another name`,
    );
  }
}

async function checkPlace(
  deps: LaunchDeps,
  launch: Launch,
  { cluster, namespace }: Place,
): Promise<void> {
  assertReachable({
    address: launch.registryHost,
    what: 'the container registry',
    cluster,
    reachesLoopback: deps.delivery.clusters[cluster]?.reachesLoopback ?? false,
  });
  if (launch.workload === 'Rollout') {
    await checkServed(deps, cluster, resourceKinds.rollout, {
      namespace,
      product: 'Argo Rollouts',
      signal: launch.signal,
    });
  }
}

/** A cluster answers 404 for a kind that nobody has installed. */
async function checkServed(
  deps: LaunchDeps,
  cluster: string,
  kind: ResourceKind,
  options: { namespace: string; product: string; signal?: AbortSignal },
): Promise<void> {
  const { namespace, product, signal } = options;
  try {
    await deps.clusters.get(cluster).list(kind, { namespace, signal });
  } catch (error) {
    if (error instanceof NotFoundError) {
      throw new NotFoundError(
        `the cluster ${cluster} does not serve ${kind.plural} (${error.message}); is ${product} installed there?`,
      );
    }
    throw error;
  }
}
