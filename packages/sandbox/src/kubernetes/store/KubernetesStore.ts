import type {
  ClusterStore,
  NewObject,
  ObjectKey,
  StoredObject,
} from '../../world/seams.ts';

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: StoredObject;
  /** The object before; what a watch with a selector compares with. */
  previous?: StoredObject;
}

export interface WriteOptions {
  /** Who is recorded as the manager of the fields. */
  fieldManager?: string;
  /** Checks everything and stores nothing. */
  dryRun?: boolean;
}

export interface RemoveOptions {
  dryRun?: boolean;
  preconditions?: { uid?: string; resourceVersion?: string };
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number;
}

/** What the HTTP API needs of a cluster beyond what the controllers need. */
export interface KubernetesStore extends ClusterStore {
  /** The newest resourceVersion that was given out. */
  readonly resourceVersion: string;
  create(object: NewObject, options?: WriteOptions): StoredObject;
  update(object: StoredObject, options?: WriteOptions): StoredObject;
  updateStatus(object: StoredObject, options?: WriteOptions): StoredObject;
  apply(
    object: NewObject,
    options: {
      fieldManager: string;
      force?: boolean;
      dryRun?: boolean;
      subresource?: 'status';
    },
  ): StoredObject;
  /**
   * Reads, changes, writes: whatever kind of patch it is. The binding of a pod is its node and
   * its status at once.
   */
  patch(
    key: ObjectKey,
    change: (live: StoredObject) => StoredObject,
    options?: WriteOptions & { subresource?: 'status' | 'binding' },
  ): StoredObject;
  /** Deletes as it is asked to, and says whether the object is gone already. */
  remove(
    key: ObjectKey,
    options?: RemoveOptions,
  ): { object: StoredObject; gone: boolean };
  /** What happened since; undefined when that is no longer known (410). */
  changesSince(resourceVersion: string): StoreEvent[] | undefined;
  /** Forgets what happened so far: every older resourceVersion is then too old. */
  expireResourceVersions(): void;
  subscribe(listener: (event: StoreEvent) => void): () => void;
}
