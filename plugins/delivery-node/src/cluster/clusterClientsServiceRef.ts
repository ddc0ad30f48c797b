import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ClusterClients } from './ClusterClient';
import { createClusterClients } from './createClusterClients';

/**
 * The clusters of `kubernetes.clusterLocatorMethods`.
 *
 * @public
 */
export const clusterClientsServiceRef = createServiceRef<ClusterClients>({
  id: 'delivery.cluster-clients',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig, logger: coreServices.logger },
      factory: ({ config, logger }) => createClusterClients(config, { logger }),
    }),
});
