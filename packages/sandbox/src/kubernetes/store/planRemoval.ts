import type { KubernetesApiError, StoredObject } from '../../world/seams.ts';
import { conflict, conflictByKind, forbidden } from '../errors/apiErrors.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';
import type { RemoveOptions } from './KubernetesStore.ts';
import { timestamp } from './timestamp.ts';

export type RemovalPlan =
  /** It is on its way out already. */
  | { type: 'nothing' }
  /** It is marked, and goes when its finalizers or its grace period end. */
  | { type: 'mark'; object: StoredObject }
  /** It goes at once. */
  | { type: 'drop'; object: StoredObject };

const protectedNamespaces = ['default', 'kube-system', 'kube-public'];

function checkPreconditions(
  kind: ResourceKind,
  live: StoredObject,
  options: RemoveOptions,
): void {
  const { uid, resourceVersion } = options.preconditions ?? {};
  const { metadata } = live;
  if (uid && uid !== metadata.uid) {
    throw preconditionFailed(kind, live, 'UID', uid, metadata.uid);
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw preconditionFailed(
      kind,
      live,
      'ResourceVersion',
      resourceVersion,
      metadata.resourceVersion,
    );
  }
}

/** The store of namespaces is one of its own, and says it in other words. */
function preconditionFailed(
  kind: ResourceKind,
  live: StoredObject,
  what: 'UID' | 'ResourceVersion',
  wanted: string,
  found: string,
): KubernetesApiError {
  if (kind.kind === 'Namespace') {
    return conflict(
      kind,
      live.metadata.name,
      `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`,
    );
  }
  return conflictByKind(
    kind,
    live.metadata.name,
    `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). The object might have been ${
      what === 'UID' ? 'deleted and then recreated' : 'modified'
    }`,
  );
}

function gracePeriod(live: StoredObject, options: RemoveOptions): number {
  // A pod that no node has taken has nothing to end.
  if (live.kind !== 'Pod' || !live.spec?.nodeName) {
    return 0;
  }
  if (['Succeeded', 'Failed'].includes(live.status?.phase)) {
    return 0;
  }
  return (
    options.gracePeriodSeconds ?? live.spec.terminationGracePeriodSeconds ?? 30
  );
}

function marked(
  kind: ResourceKind,
  live: StoredObject,
  now: Date,
  graceSeconds: number,
): StoredObject {
  return {
    ...live,
    metadata: {
      ...live.metadata,
      deletionTimestamp: timestamp(
        new Date(now.getTime() + graceSeconds * 1000),
      ),
      deletionGracePeriodSeconds: graceSeconds,
      ...(kind.hasGeneration
        ? { generation: (live.metadata.generation ?? 0) + 1 }
        : {}),
    },
  };
}

/** What a request to delete does to the object itself. */
export function planRemoval(
  kind: ResourceKind,
  live: StoredObject,
  options: RemoveOptions,
  now: Date,
): RemovalPlan {
  checkPreconditions(kind, live, options);
  const { metadata } = live;
  if (kind.kind === 'Namespace') {
    if (protectedNamespaces.includes(metadata.name)) {
      throw forbidden(kind, metadata.name, 'this namespace may not be deleted');
    }
    if (metadata.deletionTimestamp) {
      return { type: 'nothing' };
    }
    const { deletionGracePeriodSeconds: _grace, ...terminating } = marked(
      kind,
      live,
      now,
      0,
    ).metadata;
    return {
      type: 'mark',
      object: {
        ...live,
        metadata: terminating as StoredObject['metadata'],
        status: { ...live.status, phase: 'Terminating' },
      },
    };
  }
  const graceSeconds = gracePeriod(live, options);
  const finalizers = [
    ...(metadata.finalizers ?? []),
    ...(options.propagationPolicy === 'Foreground' &&
    !metadata.finalizers?.includes('foregroundDeletion')
      ? ['foregroundDeletion']
      : []),
  ];
  if (finalizers.length === 0 && graceSeconds === 0) {
    return { type: 'drop', object: live };
  }
  if (
    metadata.deletionTimestamp &&
    Number(metadata.deletionGracePeriodSeconds ?? 0) <= graceSeconds
  ) {
    return { type: 'nothing' };
  }
  const object = marked(kind, live, now, graceSeconds);
  if (finalizers.length > 0) {
    object.metadata.finalizers = finalizers;
  }
  return { type: 'mark', object };
}
