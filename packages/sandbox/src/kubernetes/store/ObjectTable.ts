import type { Collection, Storage } from '../../world/Storage.ts';
import type { StoredObject } from '../../world/seams.ts';
import type { StoreEvent } from './KubernetesStore.ts';

interface ObjectRecord {
  id: string;
  object: StoredObject;
}

const historyLength = 2000;

/** Identity of an object: its version may differ, its group may not. */
export function objectId(key: {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
}): string {
  const group = key.apiVersion.includes('/')
    ? key.apiVersion.split('/')[0]
    : '';
  return [group, key.kind, key.namespace ?? '', key.name].join('|');
}

function idOf(object: StoredObject): string {
  return objectId({
    apiVersion: object.apiVersion,
    kind: object.kind,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
  });
}

/**
 * The objects of one cluster with their numbering, what lately happened to them, and who wants to
 * hear of it. Objects handed out are shared: whoever changes one copies it first.
 */
export class ObjectTable {
  #records: Collection<ObjectRecord>;
  #objects = new Map<string, StoredObject>();
  #byKind = new Map<string, Map<string, StoredObject>>();
  #history: StoreEvent[] = [];
  #oldest: number;
  #newest: number;
  #listeners = new Set<(event: StoreEvent) => void>();
  #pending: StoreEvent[] = [];
  #onListenerError: (error: Error) => void;

  constructor(
    storage: Storage,
    name: string,
    onListenerError: (error: Error) => void,
  ) {
    this.#records = storage.collection<ObjectRecord>(`cluster-${name}`);
    this.#onListenerError = onListenerError;
    for (const { id, object } of this.#records.all()) {
      this.#remember(id, object);
    }
    this.#newest = this.#records.nextId();
    this.#oldest = this.#newest;
  }

  get resourceVersion(): string {
    return String(this.#newest);
  }

  nextResourceVersion(): string {
    this.#newest = this.#records.nextId();
    return this.resourceVersion;
  }

  find(id: string): StoredObject | undefined {
    return this.#objects.get(id);
  }

  ofKind(apiVersion: string, kind: string): StoredObject[] {
    return [...(this.#byKind.get(`${apiVersion}/${kind}`)?.values() ?? [])];
  }

  all(): StoredObject[] {
    return [...this.#objects.values()];
  }

  put(object: StoredObject): void {
    const id = idOf(object);
    const previous = this.#objects.get(id);
    this.#remember(id, object);
    this.#records.put({ id, object });
    this.#emit({ type: previous ? 'MODIFIED' : 'ADDED', object, previous });
  }

  /** The object's resourceVersion is that of its removal. */
  drop(object: StoredObject): void {
    const id = idOf(object);
    const previous = this.#objects.get(id);
    this.#objects.delete(id);
    this.#byKind.get(`${object.apiVersion}/${object.kind}`)?.delete(id);
    this.#records.delete(id);
    this.#emit({ type: 'DELETED', object, previous });
  }

  changesSince(resourceVersion: string): StoreEvent[] | undefined {
    const since = Number(resourceVersion);
    return since < this.#oldest
      ? undefined
      : this.#history.filter(
          event => Number(event.object.metadata.resourceVersion) > since,
        );
  }

  expireResourceVersions(): void {
    this.nextResourceVersion();
    this.#oldest = this.#newest;
    this.#history = [];
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    // What is still on its way to the others happened before this subscription.
    const known = this.#newest;
    const guarded = (event: StoreEvent) => {
      if (Number(event.object.metadata.resourceVersion) > known) {
        listener(event);
      }
    };
    this.#listeners.add(guarded);
    return () => this.#listeners.delete(guarded);
  }

  #remember(id: string, object: StoredObject): void {
    this.#objects.set(id, object);
    const key = `${object.apiVersion}/${object.kind}`;
    const ofKind = this.#byKind.get(key) ?? new Map<string, StoredObject>();
    ofKind.set(id, object);
    this.#byKind.set(key, ofKind);
  }

  #emit(event: StoreEvent): void {
    this.#history.push(event);
    if (this.#history.length > historyLength) {
      const [forgotten] = this.#history.splice(0, 1);
      this.#oldest = Number(forgotten.object.metadata.resourceVersion);
    }
    // Later, so that a listener that writes does not run inside of another write, and everybody
    // hears of the changes in the same order.
    this.#pending.push(event);
    if (this.#pending.length === 1) {
      queueMicrotask(() => this.#deliver());
    }
  }

  #deliver(): void {
    const events = this.#pending;
    this.#pending = [];
    for (const event of events) {
      for (const listener of [...this.#listeners]) {
        try {
          listener(event);
        } catch (error) {
          this.#onListenerError(error as Error);
        }
      }
    }
  }
}
