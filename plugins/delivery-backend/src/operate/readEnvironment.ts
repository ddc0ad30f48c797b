import { isError, NotFoundError } from '@backstage/errors';
import {
  ClusterClient,
  ClusterClients,
  DeliveryConfig,
  environmentNamespace,
  KubernetesObject,
  ResourceKind,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import {
  ClusterInput,
  environmentInputs,
  instancesOf,
} from '../observe/environments';
import { ClusterFacts, reduceWatchEvent } from '../observe/reduce';
import { ApplicationLookup } from '../services';

const workloads = [
  resourceKinds.rollout,
  resourceKinds.replicaSet,
  resourceKinds.pod,
  resourceKinds.analysisRun,
  resourceKinds.deployment,
];

/**
 * What the clusters say about one environment at this moment. An operation is decided on this and
 * not on what was watched, so that any instance of the portal can do it, and none on an old state.
 */
export async function readEnvironment(options: {
  service: string;
  lookup: ApplicationLookup;
  environment: string;
  config: DeliveryConfig;
  clients: ClusterClients;
  signal: AbortSignal;
}): Promise<ClusterInput> {
  const { service, lookup, config, clients, signal } = options;
  const known = new Map<string, ClusterFacts>();
  const facts = (cluster: string) => {
    const found = known.get(cluster) ?? new ClusterFacts(cluster);
    known.set(cluster, found);
    return found;
  };
  const take = async (
    cluster: string,
    resource: ResourceKind,
    namespace: string,
  ) => {
    const client = clients.get(cluster);
    const objects = await listOrGet(
      client,
      resource,
      namespace,
      lookup,
      signal,
    );
    reduceWatchEvent(
      facts(cluster),
      cluster,
      resource,
      { kind: 'listed', objects },
      { namespace },
    );
  };
  for (const { cluster, namespace } of instancesOf(lookup, config.argocd)) {
    await take(cluster, resourceKinds.application, namespace);
  }
  const find = () => {
    const inputs = environmentInputs(service, lookup, config, facts);
    const input = inputs.find(
      ({ environment }) => environment.name === options.environment,
    );
    if (!input) {
      throw new NotFoundError(
        `${service} has no environment ${
          options.environment
        } (there are: ${inputs
          .map(({ environment }) => environment.name)
          .join(', ')})`,
      );
    }
    return input;
  };
  const { environment } = find();
  if (clients.names().includes(environment.cluster)) {
    const namespace = environmentNamespace(environment, service);
    await Promise.all(
      workloads.map(resource => take(environment.cluster, resource, namespace)),
    );
  }
  return find();
}

async function listOrGet(
  client: ClusterClient,
  resource: ResourceKind,
  namespace: string,
  { find }: ApplicationLookup,
  signal: AbortSignal,
) {
  if (resource !== resourceKinds.application) {
    const list = client.list(resource, { namespace, signal });
    // Not every cluster has Argo Rollouts.
    return resource.apiVersion.startsWith('argoproj.io/')
      ? await orNone(list)
      : await list;
  }
  if (find.by === 'selector') {
    return await client.list(resource, {
      namespace,
      labelSelector: find.selector,
      signal,
    });
  }
  const { name } = find;
  return await orNone(
    client
      .get({ resource, namespace, name }, { signal })
      .then(object => [object]),
  );
}

async function orNone(
  objects: Promise<KubernetesObject[]>,
): Promise<KubernetesObject[]> {
  try {
    return await objects;
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      return [];
    }
    throw error;
  }
}
