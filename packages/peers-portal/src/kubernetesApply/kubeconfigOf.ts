import type { Cluster } from './readClusters';

/** A kubeconfig (JSON is YAML) with the token of the cluster in it. */
export function kubeconfigOf({ name, url, token }: Cluster): string {
  return JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': name,
      contexts: [{ name, context: { cluster: name, user: name } }],
      clusters: [{ name, cluster: { server: url } }],
      users: [{ name, user: { token } }],
    },
    undefined,
    2,
  );
}
