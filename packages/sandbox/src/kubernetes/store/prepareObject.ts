import { isDeepStrictEqual } from 'node:util';
import type { NewObject, StoredObject } from '../../world/seams.ts';
import { applyDefaults } from '../admission/applyDefaults.ts';
import {
  badRequest,
  conflict,
  immutableField,
  invalid,
} from '../errors/apiErrors.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';
import { qualifiedPlural } from '../resources/ResourceKind.ts';
import { withoutNulls } from './withoutNulls.ts';

/** A copy as it would have come over HTTP: without what is undefined. */
function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** Generated manifests say `creationTimestamp: null`, in pod templates too. */
function dropNulls(kind: ResourceKind, object: StoredObject): void {
  object.metadata = withoutNulls(object.metadata);
  if (!kind.custom && object.spec !== undefined) {
    object.spec = withoutNulls(object.spec);
  }
}

/** A new object as it will be stored, before anything has been checked. */
export function prepareNewObject(
  kind: ResourceKind,
  object: NewObject,
  system: { uid: string; now: string; suffix: string },
): StoredObject {
  const copy = plain(object) as unknown as StoredObject;
  const metadata = { ...copy.metadata };
  if (!metadata.name && metadata.generateName) {
    metadata.name = `${metadata.generateName}${system.suffix}`;
  }
  if (kind.namespaced) {
    metadata.namespace ??= 'default';
  } else {
    delete metadata.namespace;
  }
  delete metadata.deletionTimestamp;
  delete metadata.managedFields;
  const prepared: StoredObject = {
    ...copy,
    metadata: {
      ...metadata,
      uid: system.uid,
      resourceVersion: '',
      creationTimestamp: system.now,
      ...(kind.hasGeneration ? { generation: 1 } : {}),
    },
  };
  if (!kind.hasGeneration) {
    delete prepared.metadata.generation;
  }
  if (kind.statusSubresource) {
    delete prepared.status;
  }
  dropNulls(kind, prepared);
  applyDefaults(kind, prepared);
  return prepared;
}

const systemFields = [
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generateName',
  'generation',
  'managedFields',
  'namespace',
] as const;

/** The wanted part of an object: a change of it makes a new generation. */
function wanted(kind: ResourceKind, object: StoredObject): unknown {
  const { metadata: _metadata, status, ...rest } = object;
  return kind.statusSubresource ? rest : { ...rest, status };
}

/** The object after an update, before anything has been checked. */
export function prepareUpdate(
  kind: ResourceKind,
  live: StoredObject,
  object: StoredObject,
): StoredObject {
  const name = live.metadata.name;
  if (object.metadata.uid && object.metadata.uid !== live.metadata.uid) {
    throw conflict(
      kind,
      name,
      `StorageError: invalid object, Code: 4, Key: /registry/${qualifiedPlural(
        kind,
      )}/${name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${
        object.metadata.uid
      }, UID in object meta: ${live.metadata.uid}`,
    );
  }
  if (
    object.metadata.resourceVersion &&
    object.metadata.resourceVersion !== live.metadata.resourceVersion
  ) {
    throw conflict(kind, name);
  }
  const next = plain(object);
  next.metadata = { ...next.metadata };
  for (const field of systemFields) {
    if (live.metadata[field] === undefined) {
      delete next.metadata[field];
    } else {
      (next.metadata as Record<string, unknown>)[field] = structuredClone(
        live.metadata[field],
      );
    }
  }
  for (const field of [
    'labels',
    'annotations',
    'finalizers',
    'ownerReferences',
  ] as const) {
    const value = next.metadata[field];
    if (value && Object.keys(value).length === 0) {
      delete next.metadata[field];
    }
  }
  next.metadata.resourceVersion = live.metadata.resourceVersion;
  if (kind.statusSubresource) {
    delete next.status;
    if (live.status !== undefined) {
      next.status = structuredClone(live.status);
    }
  }
  dropNulls(kind, next);
  applyDefaults(kind, next);
  if (
    kind.hasGeneration &&
    !isDeepStrictEqual(wanted(kind, live), wanted(kind, next))
  ) {
    next.metadata.generation = (live.metadata.generation ?? 0) + 1;
  }
  return next;
}

/** The object with another status; everything else stays. */
export function prepareStatusUpdate(
  kind: ResourceKind,
  live: StoredObject,
  object: StoredObject,
): StoredObject {
  if (
    object.metadata.resourceVersion &&
    object.metadata.resourceVersion !== live.metadata.resourceVersion
  ) {
    throw conflict(kind, live.metadata.name);
  }
  const next = structuredClone(live);
  if (object.status === undefined) {
    delete next.status;
  } else {
    next.status = plain(object.status);
  }
  if (
    kind.hasGeneration &&
    !isDeepStrictEqual(wanted(kind, live), wanted(kind, next))
  ) {
    next.metadata.generation = (live.metadata.generation ?? 0) + 1;
  }
  return next;
}

/** A patch changes an object; it does not make another one of it. */
export function checkIdentity(
  kind: ResourceKind,
  live: StoredObject,
  changed: StoredObject,
): void {
  if (
    changed.apiVersion !== live.apiVersion ||
    changed.kind !== live.kind ||
    !changed.metadata
  ) {
    throw badRequest('a patch may not change apiVersion or kind of an object');
  }
  const causes = (['name', 'namespace'] as const)
    .filter(field => changed.metadata[field] !== live.metadata[field])
    .map(field => immutableField(changed.metadata[field], `metadata.${field}`));
  if (causes.length > 0) {
    throw invalid(kind, live.metadata.name, causes);
  }
}

/** The pod on its node. */
export function prepareBinding(
  live: StoredObject,
  changed: StoredObject,
): StoredObject {
  return {
    ...structuredClone(live),
    spec: { ...structuredClone(live.spec), nodeName: changed.spec?.nodeName },
    status: structuredClone(changed.status),
  };
}
