import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError, toError } from '@backstage/errors';
import {
  GitlabTransport,
  ResourceKind,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { assertReachable, ServiceNames } from '@slipway/plugin-gitops-common';
import {
  byArgocd,
  Place,
  findGroupId,
  findProject,
  listCommits,
  Project,
} from '@slipway/plugin-wiring-node';
import { LaunchDeps } from '../../run';
import { launchedHash } from '../repository/planContent';
import { assertUsable, ours } from '../repository/planProject';

interface Launch {
  names: ServiceNames;
  host: string;
  registryHost: string;
  places: Place[];
  forge: GitlabTransport;
  owner: string | undefined;
  environments: string[] | undefined;
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
    async () => {
      await findGroupId(forge, names.group);
    },
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

async function checkRepository(
  forge: GitlabTransport,
  path: string,
): Promise<void> {
  const project = await findProject(forge, path);
  if (project) {
    assertUsable(project, ours(project) || (await launched(forge, project)));
  }
}

async function launched(
  forge: GitlabTransport,
  project: Project,
): Promise<boolean> {
  const commits = project.empty_repo
    ? []
    : await listCommits(
        forge,
        project.id,
        project.default_branch ?? 'main',
        500,
      );
  return commits.some(commit => launchedHash(commit) !== undefined);
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
  { names, credentials }: Launch,
): Promise<void> {
  const entity = await catalog.getEntityByRef(names.entityRef, { credentials });
  const slug = entity?.metadata.annotations?.['gitlab.com/project-slug'];
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
  await checkServed(deps, cluster, resourceKinds.rollout, {
    namespace,
    product: 'Argo Rollouts',
    signal: launch.signal,
  });
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
