import { isDeepStrictEqual } from 'node:util';
import type { NewObject, StoredObject } from '../../world/seams.ts';
import { controllerReference } from '../control/objectKey.ts';
import { templateHash } from './templateHash.ts';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
export const hashLabel = 'pod-template-hash';

const ownAnnotations = [
  revisionAnnotation,
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'kubectl.kubernetes.io/last-applied-configuration',
];

function withoutHash(template: any): unknown {
  const { [hashLabel]: _hash, ...labels } = template?.metadata?.labels ?? {};
  const { creationTimestamp: _created, ...metadata } = template?.metadata ?? {};
  return { ...template, metadata: { ...metadata, labels } };
}

/** The ReplicaSet that has the Deployment's template, if there is one. */
export function findNewReplicaSet(
  deployment: StoredObject,
  replicaSets: StoredObject[],
): StoredObject | undefined {
  const wanted = withoutHash(deployment.spec.template);
  return replicaSets.find(replicaSet =>
    isDeepStrictEqual(withoutHash(replicaSet.spec.template), wanted),
  );
}

export function revisionOf(object: StoredObject): number {
  return Number(object.metadata.annotations?.[revisionAnnotation] ?? 0);
}

/** What the ReplicaSet of the newest template has to carry. */
export function replicaSetAnnotations(
  deployment: StoredObject,
  revision: number,
  maxSurge: number,
): Record<string, string> {
  const inherited = Object.fromEntries(
    Object.entries(deployment.metadata.annotations ?? {}).filter(
      ([name]) => !ownAnnotations.includes(name),
    ),
  );
  const replicas = deployment.spec.replicas ?? 1;
  return {
    ...inherited,
    'deployment.kubernetes.io/desired-replicas': String(replicas),
    'deployment.kubernetes.io/max-replicas': String(replicas + maxSurge),
    [revisionAnnotation]: String(revision),
  };
}

export function newReplicaSet(
  deployment: StoredObject,
  annotations: Record<string, string>,
  replicas: number,
): NewObject {
  const hash = templateHash(deployment.spec.template);
  const template = structuredClone(deployment.spec.template);
  const labels = { ...template.metadata?.labels, [hashLabel]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      ...(deployment.spec.minReadySeconds
        ? { minReadySeconds: deployment.spec.minReadySeconds }
        : {}),
      selector: {
        ...deployment.spec.selector,
        matchLabels: {
          ...deployment.spec.selector?.matchLabels,
          [hashLabel]: hash,
        },
      },
      template: {
        ...template,
        metadata: { ...template.metadata, labels },
      },
    },
  };
}
