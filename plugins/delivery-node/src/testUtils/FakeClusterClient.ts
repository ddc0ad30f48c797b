import { ConflictError, NotAllowedError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  ClusterClient,
  KubernetesObject,
  ObjectReference,
  ResourceKind,
  resourceKinds,
  WatchEvent,
} from '../cluster';
import { matches, ObjectStore } from './ObjectStore';

/** @public */
export type FakeCall =
  | 'get'
  | 'list'
  | 'apply'
  | 'mergePatch'
  | 'delete'
  | 'can'
  | 'version'
  | 'served';

interface OpenWatch {
  resource: ResourceKind;
  options: {
    namespace?: string;
    labelSelector?: string;
    onEvent: (event: WatchEvent) => void;
  };
}

/**
 * A cluster in memory, with knobs: {@link FakeClusterClient.failNext},
 * {@link FakeClusterClient.forbid}, {@link FakeClusterClient.expireWatches},
 * {@link FakeClusterClient.disconnect}. What is `put` is told to the watches at once.
 *
 * @public
 */
export class FakeClusterClient implements ClusterClient {
  readonly name: string;
  readonly store: ObjectStore;
  /** Everything that was patched, oldest first. */
  readonly patches: Array<{
    ref: ObjectReference;
    patch: JsonObject;
    subresource?: 'status';
  }> = [];
  /** The release that it says it is. */
  release = 'v1.34.2';
  readonly #withdrawn = new Set<string>();
  readonly #failures: Array<{ call?: FakeCall; error: Error }> = [];
  readonly #forbidden = new Set<string>();
  readonly #watches = new Set<OpenWatch>();
  #outage?: Error;

  constructor(name = 'fake', store = new ObjectStore()) {
    this.name = name;
    this.store = store;
    store.subscribe(event => {
      for (const watch of this.#outage ? [] : this.#watches) {
        if (matches(event.object, watch.resource, watch.options)) {
          watch.options.onEvent({
            kind: event.type === 'DELETED' ? 'deleted' : 'changed',
            object: event.object,
          });
        }
      }
    });
  }

  /** Objects that are there, as if somebody else had put them there. */
  put(...objects: KubernetesObject[]): void {
    for (const object of objects) {
      this.store.put(object);
    }
  }

  remove(ref: ObjectReference): void {
    this.store.delete(ref);
  }

  /** The next call (of a kind) fails with the error. */
  failNext(error: Error, call?: FakeCall): void {
    this.#failures.push({ call, error });
  }

  /** Somebody else changes the object just before the next patch. */
  conflictNext(): void {
    this.failNext(
      new ConflictError('the object has been modified'),
      'mergePatch',
    );
  }

  /** The credential of the client may not patch, for once. */
  forbidNextPatch(): void {
    this.failNext(new NotAllowedError('cannot patch resource'), 'mergePatch');
  }

  /** `can` answers no for a verb on a kind. */
  forbid(verb: string, resource: ResourceKind): void {
    this.#forbidden.add(`${verb} ${resource.plural}`);
  }

  /** The API no longer serves a kind, as when its definition has been removed. */
  withdraw(resource: ResourceKind): void {
    this.#withdrawn.add(resource.kind);
  }

  /** As after 410 Gone: every watch lists again. */
  expireWatches(): void {
    for (const watch of this.#watches) {
      this.#listInto(watch);
    }
  }

  /** The cluster cannot be reached until {@link FakeClusterClient.reconnect}. */
  disconnect(error: Error): void {
    this.#outage = error;
    for (const watch of this.#watches) {
      watch.options.onEvent({ kind: 'failed', error });
    }
  }

  reconnect(): void {
    this.#outage = undefined;
    this.expireWatches();
  }

  /** How many watches are open. */
  get watching(): number {
    return this.#watches.size;
  }

  async get(
    ref: ObjectReference,
    options: { signal?: AbortSignal } = {},
  ): Promise<KubernetesObject> {
    this.#before('get', options.signal);
    return this.store.get(ref);
  }

  async list(
    resource: ResourceKind,
    options: {
      namespace?: string;
      labelSelector?: string;
      signal?: AbortSignal;
    } = {},
  ): Promise<KubernetesObject[]> {
    this.#before('list', options.signal);
    return this.store.list(resource, options);
  }

  async apply(
    object: KubernetesObject,
    _resource: ResourceKind,
    options: { force?: boolean; dryRun?: boolean; signal?: AbortSignal } = {},
  ): Promise<KubernetesObject> {
    this.#before('apply', options.signal);
    return options.dryRun ? structuredClone(object) : this.store.put(object);
  }

  async mergePatch(
    ref: ObjectReference,
    patch: JsonObject,
    options: { subresource?: 'status'; signal?: AbortSignal } = {},
  ): Promise<KubernetesObject> {
    this.#before('mergePatch', options.signal);
    const patched = this.store.mergePatch(ref, patch);
    this.patches.push({ ref, patch, subresource: options.subresource });
    return patched;
  }

  async delete(
    ref: ObjectReference,
    options: { uid?: string; signal?: AbortSignal } = {},
  ): Promise<void> {
    this.#before('delete', options.signal);
    this.store.delete(ref, options.uid);
  }

  async can(
    verb: string,
    resource: ResourceKind,
    options: {
      namespace?: string;
      subresource?: 'status';
      signal?: AbortSignal;
    } = {},
  ): Promise<boolean> {
    this.#before('can', options.signal);
    return !this.#forbidden.has(`${verb} ${resource.plural}`);
  }

  async version(options: { signal?: AbortSignal } = {}): Promise<string> {
    this.#before('version', options.signal);
    return this.release;
  }

  async served(
    apiVersion: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<string[]> {
    this.#before('served', options.signal);
    return Object.values(resourceKinds)
      .filter(kind => kind.apiVersion === apiVersion)
      .map(({ kind }) => kind)
      .filter(kind => !this.#withdrawn.has(kind));
  }

  async watch(
    resource: ResourceKind,
    options: {
      namespace?: string;
      labelSelector?: string;
      signal: AbortSignal;
      onEvent: (event: WatchEvent) => void;
    },
  ): Promise<void> {
    const watch: OpenWatch = { resource, options };
    if (options.signal.aborted) {
      return;
    }
    this.#watches.add(watch);
    if (this.#outage) {
      options.onEvent({ kind: 'failed', error: this.#outage });
    } else {
      this.#listInto(watch);
    }
    await new Promise<void>(resolve =>
      options.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    this.#watches.delete(watch);
  }

  #listInto({ resource, options }: OpenWatch): void {
    options.onEvent({
      kind: 'listed',
      objects: this.store.list(resource, options),
    });
    options.onEvent({ kind: 'alive' });
  }

  #before(call: FakeCall, signal?: AbortSignal): void {
    signal?.throwIfAborted();
    if (this.#outage) {
      throw this.#outage;
    }
    const index = this.#failures.findIndex(
      failure => !failure.call || failure.call === call,
    );
    if (index >= 0) {
      const [failure] = this.#failures.splice(index, 1);
      throw failure.error;
    }
  }
}
