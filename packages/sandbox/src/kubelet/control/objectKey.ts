import type { ObjectKey, StoredObject } from '../../world/seams.ts';

export function keyOf(object: StoredObject): ObjectKey {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
  };
}

/** Whether this object is the one that controls the other. */
export function controls(owner: StoredObject, object: StoredObject): boolean {
  return (
    object.metadata.ownerReferences?.some(
      reference => reference.controller && reference.uid === owner.metadata.uid,
    ) ?? false
  );
}

export function controllerReference(owner: StoredObject) {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}
