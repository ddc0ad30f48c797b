import {
  ClusterClient,
  KubernetesObject,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import {
  assertReachable,
  readDockerConfigSecret,
  ServiceNames,
} from '@slipway/plugin-gitops-common';
import { assertOurs, findObject, placesOf } from '../../cluster';
import { WiringDeps } from '../../run';
import { FoundPullSecret } from './planPullCredential';

/** @public */
export interface FoundSecret extends FoundPullSecret {
  client: ClusterClient;
  namespace: string;
  current?: KubernetesObject;
}

/**
 * Looks at the pull Secret of each environment, and tries what it holds.
 *
 * @public
 */
export async function findPullSecrets(
  deps: WiringDeps,
  options: {
    names: ServiceNames;
    registry: string;
    works: (credential: {
      username: string;
      password: string;
    }) => Promise<boolean>;
    signal?: AbortSignal;
  },
): Promise<FoundSecret[]> {
  const { names, registry, works, signal } = options;
  const found: FoundSecret[] = [];
  for (const place of placesOf(deps.delivery, names.service)) {
    const { cluster, namespace } = place;
    assertReachable({
      address: registry,
      what: 'The container registry',
      cluster,
      reachesLoopback:
        deps.delivery.clusters[cluster]?.reachesLoopback ?? false,
    });
    const client = deps.clusters.get(cluster);
    const current = await findObject(
      client,
      resourceKinds.secret,
      { namespace, name: names.pullSecret },
      signal,
    );
    if (current) {
      assertOurs(current, names.service);
    }
    const credential = readDockerConfigSecret(current, registry);
    found.push({
      environment: place.environment.name,
      client,
      namespace,
      current,
      working: credential && (await works(credential)) ? credential : undefined,
    });
  }
  return found;
}
