import { ConflictError, NotFoundError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { KubernetesObject, ObjectReference, ResourceKind } from '../cluster';

/** @public */
export type StoreEvent = {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
};

/**
 * The objects of a cluster in memory, with versions and changes, for the fake client and for the
 * test server. What goes in and comes out is a copy.
 *
 * @public
 */
export class ObjectStore {
  readonly #objects = new Map<string, KubernetesObject>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  #version = 100;

  get resourceVersion(): string {
    return String(this.#version);
  }

  get(ref: ObjectReference): KubernetesObject {
    const object = this.#objects.get(keyOf(ref));
    if (!object) {
      throw new NotFoundError(`${ref.resource.plural} "${ref.name}" not found`);
    }
    return structuredClone(object);
  }

  list(
    resource: ResourceKind,
    options: { namespace?: string; labelSelector?: string } = {},
  ): KubernetesObject[] {
    return [...this.#objects.values()]
      .filter(object => matches(object, resource, options))
      .map(object => structuredClone(object));
  }

  /** Creates or replaces an object. */
  put(object: KubernetesObject): KubernetesObject {
    const key = keyOf({
      resource: object,
      namespace: object.metadata.namespace,
      name: object.metadata.name,
    });
    const before = this.#objects.get(key);
    this.#version += 1;
    const stored: KubernetesObject = {
      ...structuredClone(object),
      metadata: {
        creationTimestamp: '2026-01-01T00:00:00Z',
        ...before?.metadata,
        ...structuredClone(object.metadata),
        uid:
          before?.metadata.uid ?? object.metadata.uid ?? `uid-${this.#version}`,
        resourceVersion: this.resourceVersion,
      },
    };
    this.#objects.set(key, stored);
    this.#tell({ type: before ? 'MODIFIED' : 'ADDED', object: stored });
    return structuredClone(stored);
  }

  mergePatch(ref: ObjectReference, patch: JsonObject): KubernetesObject {
    const object = this.get(ref);
    const version = (patch.metadata as JsonObject | undefined)?.resourceVersion;
    if (version && version !== object.metadata.resourceVersion) {
      throw new ConflictError(
        `Operation cannot be fulfilled on ${ref.resource.plural} "${ref.name}": ` +
          'the object has been modified; please apply your changes to the latest version and try again',
      );
    }
    return this.put(mergePatch(object as unknown as JsonValue, patch) as never);
  }

  delete(ref: ObjectReference, uid?: string): void {
    const object = this.get(ref);
    if (uid && uid !== object.metadata.uid) {
      throw new ConflictError(
        `the UID in the precondition (${uid}) does not match the UID in record (${object.metadata.uid})`,
      );
    }
    this.#objects.delete(keyOf(ref));
    this.#version += 1;
    object.metadata.resourceVersion = this.resourceVersion;
    this.#tell({ type: 'DELETED', object });
  }

  /** Each change from now on. Returns how to stop. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(event: StoreEvent): void {
    for (const listener of [...this.#listeners]) {
      listener({ ...event, object: structuredClone(event.object) });
    }
  }
}

/**
 * Whether an object is of a kind, in a namespace, with the labels of an equality selector.
 *
 * @public
 */
export function matches(
  object: KubernetesObject,
  resource: ResourceKind,
  options: { namespace?: string; labelSelector?: string },
): boolean {
  const { namespace, labelSelector } = options;
  return (
    object.apiVersion === resource.apiVersion &&
    object.kind === resource.kind &&
    (!namespace || object.metadata.namespace === namespace) &&
    (labelSelector ?? '')
      .split(',')
      .filter(Boolean)
      .every(term => {
        const [key, value] = term.split('=');
        return object.metadata.labels?.[key] === value;
      })
  );
}

function keyOf(ref: {
  resource: { apiVersion: string; kind: string };
  namespace?: string;
  name: string;
}): string {
  const { resource, namespace = '', name } = ref;
  return [resource.apiVersion, resource.kind, namespace, name].join('|');
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** RFC 7386. */
function mergePatch(
  target: JsonValue | undefined,
  patch: JsonValue | undefined,
): JsonValue | undefined {
  if (!isObject(patch)) {
    return patch;
  }
  const result: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = mergePatch(result[key], value);
    }
  }
  return result;
}
