import type { RootConfigService } from '@backstage/backend-plugin-api';

/** What a kubeconfig needs to know of a cluster. */
export interface Cluster {
  name: string;
  url: string;
  token: string;
}

/** The clusters of `kubernetes.clusterLocatorMethods`, as the Kubernetes plugin has them. */
export function readClusters(config: RootConfigService): Cluster[] {
  return config
    .getConfigArray('kubernetes.clusterLocatorMethods')
    .filter(method => method.getString('type') === 'config')
    .flatMap(method => method.getConfigArray('clusters'))
    .map(cluster => ({
      name: cluster.getString('name'),
      url: cluster.getString('url'),
      token: cluster.getString('serviceAccountToken'),
    }));
}
