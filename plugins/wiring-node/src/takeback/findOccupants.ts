import { NotFoundError } from '@backstage/errors';
import {
  ClusterClient,
  KubernetesObject,
  ResourceKind,
  resourceKinds,
} from '@slipway/plugin-delivery-node';

/** What people put into a namespace. A cluster that does not serve a kind has none of it. */
const kinds: ResourceKind[] = [
  resourceKinds.pod,
  resourceKinds.deployment,
  resourceKinds.rollout,
  resourceKinds.secret,
  kind('v1', 'Service', 'services'),
  kind('v1', 'ConfigMap', 'configmaps'),
  kind('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims'),
  kind('apps/v1', 'StatefulSet', 'statefulsets'),
  kind('apps/v1', 'DaemonSet', 'daemonsets'),
  kind('batch/v1', 'Job', 'jobs'),
  kind('batch/v1', 'CronJob', 'cronjobs'),
  kind('networking.k8s.io/v1', 'Ingress', 'ingresses'),
];

/** As many as are worth naming. */
const most = 5;

/** The things of others in a namespace, by kind and name; the first few of them. */
export async function findOccupants(
  client: ClusterClient,
  place: { namespace: string; service: string; applications: string[] },
  signal?: AbortSignal,
): Promise<string[]> {
  const lists = await Promise.all(
    kinds.map(async resource => {
      try {
        return await client.list(resource, {
          namespace: place.namespace,
          signal,
        });
      } catch (error) {
        if (error instanceof NotFoundError) {
          return [];
        }
        throw error;
      }
    }),
  );
  return lists
    .flat()
    .filter(object => isOthers(object, place))
    .map(({ kind: kindName, metadata }) => `${kindName} ${metadata.name}`)
    .slice(0, most);
}

/** Neither Slipway's, nor Argo CD's for the service, nor made by something that is, nor Kubernetes' own. */
export function isOthers(
  { kind: kindName, metadata, type }: KubernetesObject,
  place: { service: string; applications: string[] },
): boolean {
  const { labels = {}, annotations = {}, ownerReferences = [] } = metadata;
  const tracking = annotations['argocd.argoproj.io/tracking-id'] ?? '';
  const trackedBy = [
    tracking.split(':')[0].split('_').at(-1),
    labels['argocd.argoproj.io/instance'],
    labels['app.kubernetes.io/instance'],
  ];
  return !(
    labels['backstage.io/kubernetes-id'] === place.service ||
    trackedBy.some(name => name && place.applications.includes(name)) ||
    ownerReferences.length > 0 ||
    (kindName === 'ConfigMap' && metadata.name === 'kube-root-ca.crt') ||
    (kindName === 'Secret' && type === 'kubernetes.io/service-account-token')
  );
}

function kind(
  apiVersion: string,
  kindName: string,
  plural: string,
): ResourceKind {
  return { apiVersion, kind: kindName, plural, namespaced: true };
}
