import type { FaultsWorld } from '../world/FaultsWorld.ts';
import { normalise, stable } from './normalise.ts';

/** What comes and goes by itself, or is somebody's note of what has happened. */
const passingKinds = new Set([
  'Event',
  'Pod',
  'ReplicaSet',
  'AnalysisRun',
  'Endpoints',
  'EndpointSlice',
  'ControllerRevision',
  'Lease',
]);

interface KubernetesObject {
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    finalizers?: string[];
    deletionTimestamp?: string;
  };
  spec?: Record<string, unknown>;
  data?: Record<string, unknown>;
  status?: { sync?: { status?: string }; health?: { status?: string } };
}

/** The objects of all clusters that carry the name of a service, or live where it does. */
export function objectsOf(
  world: Pick<FaultsWorld, 'storage'>,
  service: string,
): Array<KubernetesObject & { cluster: string }> {
  return world.storage
    .names()
    .filter(name => name.startsWith('cluster-'))
    .flatMap(name =>
      world.storage
        .find(name, ({ object }) => {
          const { kind, metadata } = object as KubernetesObject;
          return (
            !passingKinds.has(kind) &&
            `${metadata.namespace ?? ''} ${metadata.name}`.includes(service)
          );
        })
        .map(({ object }) => ({
          ...(object as KubernetesObject),
          cluster: name,
        })),
    );
}

export function readClusters(world: FaultsWorld, service: string): string[] {
  return objectsOf(world, service).map(object => {
    const { cluster, kind, metadata, spec, data, status } = object;
    const compared = {
      labels: metadata.labels,
      finalizers: metadata.finalizers,
      leaving: metadata.deletionTimestamp !== undefined,
      spec: withoutGiven(spec),
      // A Secret's values differ, and are nobody's business.
      data: Object.keys(data ?? {}).sort(),
      sync: status?.sync?.status,
      health: status?.health?.status,
    };
    const place = [metadata.namespace, metadata.name].filter(Boolean).join('/');
    return normalise(
      `${kind} ${place} on ${cluster} ${stable(compared)}`,
      service,
    );
  });
}

/** What the cluster and Rollouts write into a spec, another each time: addresses, and versions. */
const givenThere = new Set([
  'rollouts-pod-template-hash',
  'clusterIP',
  'clusterIPs',
  'nodePort',
]);

function withoutGiven(spec: Record<string, unknown> | undefined): unknown {
  return JSON.parse(
    JSON.stringify(spec ?? null, (key, value) =>
      givenThere.has(key) ? 'GIVEN' : value,
    ),
  );
}
