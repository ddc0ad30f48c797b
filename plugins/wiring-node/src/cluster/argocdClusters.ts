import {
  ClusterClient,
  KubernetesObject,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import { ownCluster } from './places';

/**
 * What Argo CD knows of a cluster, from the Secret by which it is registered; never its credential.
 *
 * @public
 */
export interface ArgocdCluster {
  name: string;
  server: string;
  /** Those that it is limited to; all of them when there are none. */
  namespaces: string[];
  /** The AppProject that alone may use it. */
  project?: string;
}

/**
 * Why Argo CD would not deploy to a place.
 *
 * @public
 */
export type DestinationProblem =
  | { kind: 'unknown'; server: string; known: string[] }
  | { kind: 'restricted'; namespace: string; namespaces: string[] }
  | { kind: 'of-project'; project: string };

/**
 * The clusters that an Argo CD has been told of; the one it runs in is always among them.
 *
 * @public
 */
export async function listArgocdClusters(
  client: ClusterClient,
  namespace: string,
  signal?: AbortSignal,
): Promise<ArgocdCluster[]> {
  const secrets = await client.list(resourceKinds.secret, {
    namespace,
    labelSelector: 'argocd.argoproj.io/secret-type=cluster',
    signal,
  });
  return secrets.flatMap(secret => parseArgocdCluster(secret) ?? []);
}

/**
 * A cluster by its Secret; undefined for one that names no server.
 *
 * @public
 */
export function parseArgocdCluster(
  secret: KubernetesObject,
): ArgocdCluster | undefined {
  const data = (secret.data ?? {}) as Record<string, string | undefined>;
  const [name, server, namespaces, project] = [
    'name',
    'server',
    'namespaces',
    'project',
  ].map(key =>
    Buffer.from(data[key] ?? '', 'base64')
      .toString('utf8')
      .trim(),
  );
  return server
    ? {
        name: name || server,
        server,
        namespaces: namespaces.split(',').flatMap(one => one.trim() || []),
        ...(project && { project }),
      }
    : undefined;
}

/**
 * What would keep Argo CD from deploying to a namespace of a cluster, for a project.
 *
 * @public
 */
export function judgeDestination(
  clusters: readonly ArgocdCluster[],
  place: { server: string; namespace: string; project: string },
): DestinationProblem[] {
  const { server, namespace, project } = place;
  const same = clusters.filter(one => bare(one.server) === bare(server));
  if (same.length === 0) {
    return bare(server) === ownCluster
      ? []
      : [
          {
            kind: 'unknown',
            server,
            known: [
              `in-cluster (${ownCluster})`,
              ...clusters.map(one => `${one.name} (${one.server})`),
            ],
          },
        ];
  }
  const open = same.filter(one => !one.project || one.project === project);
  if (open.length === 0) {
    return [{ kind: 'of-project', project: same[0].project! }];
  }
  const { namespaces } = open[0];
  return namespaces.length === 0 || namespaces.includes(namespace)
    ? []
    : [{ kind: 'restricted', namespace, namespaces }];
}

function bare(server: string): string {
  return server.replace(/\/+$/, '');
}
