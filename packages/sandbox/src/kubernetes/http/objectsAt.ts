import type { StoredObject } from '../../world/seams.ts';
import { apiVersionOf, type ResourceKind } from '../resources/ResourceKind.ts';
import { objectId } from '../store/ObjectTable.ts';
import { keyOf } from '../store/objectKeys.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';

/**
 * The objects of a kind as they were at a resourceVersion: what happened since is taken back, the
 * newest first. Undefined when that is no longer known.
 */
export function objectsAt(
  store: KubernetesStore,
  kind: ResourceKind,
  resourceVersion: string,
): StoredObject[] | undefined {
  const apiVersion = apiVersionOf(kind);
  const changes = store.changesSince(resourceVersion);
  if (!changes) {
    return undefined;
  }
  const objects = new Map(
    store
      .list(apiVersion, kind.kind)
      .map(object => [objectId(keyOf(object)), object]),
  );
  for (const { object, previous } of changes.toReversed()) {
    if (object.kind !== kind.kind || object.apiVersion !== apiVersion) {
      continue;
    }
    const id = objectId(keyOf(object));
    if (previous) {
      objects.set(id, previous);
    } else {
      objects.delete(id);
    }
  }
  return [...objects.values()];
}
