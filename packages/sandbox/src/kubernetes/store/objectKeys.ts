import type { ObjectKey } from '../../world/seams.ts';
import { findKind } from '../resources/servedResources.ts';

/** Objects of kinds without a namespace are found whatever namespace was named. */
export function scopedKey(key: ObjectKey): ObjectKey {
  const kind = findKind(key.apiVersion, key.kind);
  return {
    ...key,
    namespace: kind?.namespaced ? key.namespace ?? 'default' : undefined,
  };
}

export function keyOf(object: {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}): ObjectKey {
  const { apiVersion, kind, metadata } = object;
  return {
    apiVersion,
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
  };
}
