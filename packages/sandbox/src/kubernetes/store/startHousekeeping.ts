import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../world/Clock.ts';
import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { formatUsage, sumUsage } from '../admission/quotaUsage.ts';
import { collectGarbage } from './collectGarbage.ts';
import { deriveNamespaceConditions } from './deriveNamespaceConditions.ts';
import type { KubernetesStore, StoreEvent } from './KubernetesStore.ts';
import { objectId, type ObjectTable } from './ObjectTable.ts';
import { timestamp } from './timestamp.ts';

function keyOf(object: StoredObject) {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
  };
}

/** Somebody else was faster; the next round sees it. */
function ignoreRace(action: () => void): void {
  try {
    action();
  } catch (error) {
    if (
      !(error instanceof KubernetesApiError) ||
      ![403, 404, 409].includes(error.code)
    ) {
      throw error;
    }
  }
}

/**
 * What the controller manager of a cluster does behind everybody's back: deletes what has lost its
 * owner, empties namespaces that are being deleted, furnishes new ones, and counts for the quotas.
 */
export function startHousekeeping(
  store: KubernetesStore,
  table: ObjectTable,
  clock: Clock,
): void {
  const live = (object: StoredObject) => table.find(objectId(keyOf(object)));

  const collect = () => {
    for (const step of collectGarbage(table.all())) {
      const { object } = step;
      ignoreRace(() => {
        switch (step.type) {
          case 'remove':
            store.remove(keyOf(object), {
              preconditions: { uid: object.metadata.uid },
            });
            return;
          case 'forget-owners':
            store.patch(keyOf(object), current => ({
              ...current,
              metadata: {
                ...current.metadata,
                ownerReferences: current.metadata.ownerReferences?.filter(
                  owner => !step.uids.includes(owner.uid),
                ),
              },
            }));
            return;
          case 'release':
            store.patch(keyOf(object), current => ({
              ...current,
              metadata: {
                ...current.metadata,
                finalizers: current.metadata.finalizers?.filter(
                  finalizer => finalizer !== 'foregroundDeletion',
                ),
              },
            }));
            return;
          default:
            step satisfies never;
        }
      });
    }
  };

  const emptyNamespace = (namespace: StoredObject) => {
    const contents = table
      .all()
      .filter(object => object.metadata.namespace === namespace.metadata.name);
    for (const object of contents) {
      if (!object.metadata.deletionTimestamp) {
        ignoreRace(() => store.remove(keyOf(object)));
      }
    }
    const left = table
      .all()
      .filter(object => object.metadata.namespace === namespace.metadata.name);
    const current = live(namespace);
    if (!current?.metadata.deletionTimestamp) {
      return;
    }
    if (left.length > 0) {
      const conditions = deriveNamespaceConditions(
        left,
        current.status?.conditions ?? [],
        timestamp(clock.now()),
      );
      if (!isDeepStrictEqual(current.status?.conditions, conditions)) {
        const status = { ...current.status, conditions };
        ignoreRace(() => store.updateStatus({ ...current, status }));
      }
    } else {
      table.drop({
        ...current,
        metadata: {
          ...current.metadata,
          resourceVersion: table.nextResourceVersion(),
        },
      });
    }
  };

  const furnish = (namespace: string) => {
    ignoreRace(() =>
      store.create({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace },
      }),
    );
  };

  const countQuotas = (namespace: string) => {
    const objects = table
      .all()
      .filter(object => object.metadata.namespace === namespace);
    for (const quota of objects.filter(
      ({ kind }) => kind === 'ResourceQuota',
    )) {
      const hard = quota.spec?.hard ?? {};
      const used = formatUsage(sumUsage(objects, Object.keys(hard)));
      if (!isDeepStrictEqual(quota.status, { hard, used })) {
        ignoreRace(() =>
          store.updateStatus({ ...quota, status: { hard, used } }),
        );
      }
    }
  };

  const dropInstances = (definition: StoredObject) => {
    const { group, names } = definition.spec;
    const instances = table.ofKind(`${group}/v1alpha1`, names.kind);
    for (const object of instances) {
      table.drop({
        ...object,
        metadata: {
          ...object.metadata,
          resourceVersion: table.nextResourceVersion(),
        },
      });
    }
  };

  const react = (event: StoreEvent) => {
    const { object, type } = event;
    if (object.kind === 'Namespace' && type === 'ADDED') {
      furnish(object.metadata.name);
    }
    if (object.kind === 'CustomResourceDefinition' && type === 'DELETED') {
      dropInstances(object);
    }
    if (
      type === 'DELETED' ||
      object.metadata.deletionTimestamp ||
      (type === 'ADDED' && object.metadata.ownerReferences?.length)
    ) {
      collect();
      for (const namespace of table.ofKind('v1', 'Namespace')) {
        if (namespace.metadata.deletionTimestamp) {
          emptyNamespace(namespace);
        }
      }
    }
    if (object.metadata.namespace && object.kind !== 'Event') {
      countQuotas(object.metadata.namespace);
    }
  };

  table.subscribe(react);
  // What the last process left undone.
  collect();
  for (const namespace of table.ofKind('v1', 'Namespace')) {
    if (namespace.metadata.deletionTimestamp) {
      emptyNamespace(namespace);
    } else {
      furnish(namespace.metadata.name);
    }
  }
}
