import { InputError } from '@backstage/errors';
import {
  ArgoCdConfig,
  DeliveryConfig,
  EnvironmentConfig,
  environmentNamespace,
} from '@slipway/plugin-delivery-node';

/**
 * Where an environment of a service is.
 *
 * @public
 */
export interface Place {
  environment: EnvironmentConfig;
  cluster: string;
  namespace: string;
  argocd: ArgoCdConfig;
  /** How its Argo CD names the cluster. */
  server: string;
}

/**
 * What Argo CD calls the cluster that it runs in.
 *
 * @public
 */
export const ownCluster = 'https://kubernetes.default.svc';

/**
 * The places of a service, in the promotion order; one of them when an environment is named.
 *
 * @public
 */
export function placesOf(
  delivery: DeliveryConfig,
  service: string,
  environment?: string,
): Place[] {
  const chosen = delivery.environments.filter(
    ({ name }) => environment === undefined || name === environment,
  );
  if (chosen.length === 0) {
    const known = delivery.environments.map(({ name }) => name).join(', ');
    throw new InputError(
      `There is no environment "${environment}" under delivery.environments (there are: ${known})`,
    );
  }
  return chosen.map(one => ({
    environment: one,
    cluster: one.cluster,
    namespace: environmentNamespace(one, service),
    ...destinationOf(delivery, one.cluster),
  }));
}

function destinationOf(
  delivery: DeliveryConfig,
  cluster: string,
): Pick<Place, 'argocd' | 'server'> {
  for (const argocd of delivery.argocd) {
    const server =
      argocd.destinations[cluster] ??
      (argocd.cluster === cluster ? ownCluster : undefined);
    if (server) {
      return { argocd, server };
    }
  }
  throw new InputError(
    `No Argo CD of delivery.argocd deploys to the cluster ${cluster}; ` +
      `add its server URL as destinations.${cluster} to the one that does`,
  );
}

/**
 * The places by the Argo CD that deploys to them.
 *
 * @public
 */
export function byArgocd(
  places: Place[],
): Array<{ argocd: ArgoCdConfig; places: Place[] }> {
  const groups = new Map<ArgoCdConfig, Place[]>();
  for (const place of places) {
    groups.set(place.argocd, [...(groups.get(place.argocd) ?? []), place]);
  }
  return [...groups].map(([argocd, group]) => ({ argocd, places: group }));
}
