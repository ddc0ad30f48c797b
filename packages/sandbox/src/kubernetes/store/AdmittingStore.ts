import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../world/Clock.ts';
import {
  KubernetesApiError,
  type NewObject,
  type ObjectKey,
  type StoredObject,
} from '../../world/seams.ts';
import {
  admitToNamespace,
  admitUnderQuota,
  type ClusterView,
  completeNewObject,
} from '../admission/admitNewObject.ts';
import { validateChange } from '../admission/validateChange.ts';
import { validateObject } from '../admission/validateObject.ts';
import { alreadyExists, notFound } from '../errors/apiErrors.ts';
import { jsonMergePatch } from '../merge/jsonMergePatch.ts';
import {
  type ManagerEntry,
  readManagedFields,
  writeManagedFields,
} from '../merge/ManagedFields.ts';
import { recordUpdate } from '../merge/recordUpdate.ts';
import { serverSideApply } from '../merge/serverSideApply.ts';
import { apiVersionOf, type ResourceKind } from '../resources/ResourceKind.ts';
import { findKind } from '../resources/servedResources.ts';
import {
  matchesLabels,
  parseLabelSelector,
} from '../selectors/labelSelector.ts';
import type {
  KubernetesStore,
  RemoveOptions,
  StoreEvent,
  WriteOptions,
} from './KubernetesStore.ts';
import { objectId, type ObjectTable } from './ObjectTable.ts';
import {
  checkIdentity,
  prepareBinding,
  prepareNewObject,
  prepareStatusUpdate,
  prepareUpdate,
} from './prepareObject.ts';
import { planRemoval } from './planRemoval.ts';
import { randomSuffix } from './randomSuffix.ts';
import { timestamp } from './timestamp.ts';

/** A manager for those who do not name one: the controllers of the sandbox. */
const defaultManager = 'sandbox';

/** A cluster whose every write is checked as the API server checks it. */
export class AdmittingStore implements KubernetesStore {
  readonly name: string;
  #table: ObjectTable;
  #clock: Clock;
  #view: ClusterView;

  constructor(options: { name: string; table: ObjectTable; clock: Clock }) {
    this.name = options.name;
    this.#table = options.table;
    this.#clock = options.clock;
    this.#view = {
      namespace: name =>
        this.#find({ apiVersion: 'v1', kind: 'Namespace', name }),
      inNamespace: namespace =>
        this.#table
          .all()
          .filter(object => object.metadata.namespace === namespace),
    };
  }

  get resourceVersion(): string {
    return this.#table.resourceVersion;
  }

  get(key: ObjectKey): StoredObject | undefined {
    return structuredClone(this.#find(key));
  }

  list(
    apiVersion: string,
    kind: string,
    options: { namespace?: string; labelSelector?: string } = {},
  ): StoredObject[] {
    const requirements = parseLabelSelector(options.labelSelector ?? '');
    return this.#table
      .ofKind(apiVersion, kind)
      .filter(
        ({ metadata }) =>
          (!options.namespace || metadata.namespace === options.namespace) &&
          matchesLabels(requirements, metadata.labels),
      )
      .map(object => structuredClone(object));
  }

  create(object: NewObject, options: WriteOptions = {}): StoredObject {
    const kind = this.#kind(object);
    const prepared = this.#prepareNew(kind, object);
    const managers = recordUpdate({
      kind,
      before: undefined,
      after: prepared,
      managers: [],
      writer: this.#writer(kind, options),
      time: prepared.metadata.creationTimestamp,
    });
    return this.#insert(kind, prepared, managers, options.dryRun);
  }

  update(object: StoredObject, options: WriteOptions = {}): StoredObject {
    const kind = this.#kind(object);
    const live = this.#require(kind, keyOf(object));
    return this.#write(kind, live, prepareUpdate(kind, live, object), options);
  }

  updateStatus(object: StoredObject, options: WriteOptions = {}): StoredObject {
    const kind = this.#kind(object);
    const live = this.#require(kind, keyOf(object));
    const next = prepareStatusUpdate(kind, live, object);
    return this.#write(kind, live, next, { ...options, subresource: 'status' });
  }

  mergePatch(
    key: ObjectKey,
    patch: Record<string, unknown>,
    options: { subresource?: 'status' } = {},
  ): StoredObject {
    return this.patch(
      key,
      live => jsonMergePatch(live, patch) as StoredObject,
      options,
    );
  }

  patch(
    key: ObjectKey,
    change: (live: StoredObject) => StoredObject,
    options: WriteOptions & { subresource?: 'status' | 'binding' } = {},
  ): StoredObject {
    const kind = this.#kind(key);
    const live = this.#require(kind, key);
    const changed = change(structuredClone(live));
    checkIdentity(kind, live, changed);
    const { subresource, ...rest } = options;
    switch (subresource) {
      case 'status': {
        const next = prepareStatusUpdate(kind, live, changed);
        return this.#write(kind, live, next, { ...rest, subresource });
      }
      case 'binding':
        return this.#write(kind, live, prepareBinding(live, changed), rest);
      case undefined:
        return this.#write(
          kind,
          live,
          prepareUpdate(kind, live, changed),
          rest,
        );
      default:
        return subresource satisfies never;
    }
  }

  apply(
    object: NewObject,
    options: {
      fieldManager: string;
      force?: boolean;
      dryRun?: boolean;
      subresource?: 'status';
    },
  ): StoredObject {
    const kind = this.#kind(object);
    const { subresource } = options;
    const live = this.#find(keyOf(object));
    if (!live && subresource) {
      throw notFound(kind, object.metadata.name);
    }
    const merged = serverSideApply({
      kind,
      live,
      applied: withSecretData(kind, object),
      managers: readManagedFields(live?.metadata.managedFields),
      fieldManager: options.fieldManager,
      force: options.force ?? false,
      subresource,
      time: timestamp(this.#clock.now()),
    });
    if (!live) {
      const prepared = this.#prepareNew(kind, merged.object as NewObject);
      return this.#insert(kind, prepared, merged.managers, options.dryRun);
    }
    const wanted = {
      ...merged.object,
      metadata: {
        ...merged.object.metadata,
        resourceVersion:
          object.metadata.resourceVersion ?? live.metadata.resourceVersion,
      },
    } as StoredObject;
    const next = subresource
      ? prepareStatusUpdate(kind, live, wanted)
      : prepareUpdate(kind, live, wanted);
    return this.#store(kind, live, next, merged.managers, options.dryRun);
  }

  delete(key: ObjectKey): void {
    this.remove(key, { propagationPolicy: 'Background' });
  }

  remove(
    key: ObjectKey,
    options: RemoveOptions = {},
  ): { object: StoredObject; gone: boolean } {
    const kind = this.#kind(key);
    const live = this.#require(kind, key);
    const plan = planRemoval(kind, live, options, this.#clock.now());
    if (plan.type === 'nothing' || options.dryRun) {
      return { object: structuredClone(live), gone: plan.type === 'drop' };
    }
    const object: StoredObject = {
      ...plan.object,
      metadata: {
        ...plan.object.metadata,
        resourceVersion: this.#table.nextResourceVersion(),
      },
    };
    if (plan.type === 'drop') {
      this.#table.drop(object);
    } else {
      this.#table.put(object);
    }
    return { object: structuredClone(object), gone: plan.type === 'drop' };
  }

  changesSince(resourceVersion: string): StoreEvent[] | undefined {
    return this.#table.changesSince(resourceVersion);
  }

  expireResourceVersions(): void {
    this.#table.expireResourceVersions();
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    return this.#table.subscribe(event => listener(structuredClone(event)));
  }

  #find(key: ObjectKey): StoredObject | undefined {
    return this.#table.find(objectId(scoped(key)));
  }

  #kind(object: { apiVersion: string; kind: string }): ResourceKind {
    const kind = findKind(object.apiVersion, object.kind);
    if (!kind) {
      throw new KubernetesApiError(
        404,
        'NotFound',
        `no matches for kind "${object.kind}" in version "${object.apiVersion}"`,
      );
    }
    return kind;
  }

  #require(kind: ResourceKind, key: ObjectKey): StoredObject {
    const live = this.#find(key);
    if (!live) {
      throw notFound(kind, key.name);
    }
    return live;
  }

  #writer(
    kind: ResourceKind,
    options: WriteOptions & { subresource?: 'status' },
  ) {
    return {
      manager: options.fieldManager ?? defaultManager,
      operation: 'Update' as const,
      apiVersion: apiVersionOf(kind),
      ...(options.subresource ? { subresource: options.subresource } : {}),
    };
  }

  #prepareNew(kind: ResourceKind, object: NewObject): StoredObject {
    const prepared = prepareNewObject(kind, object, {
      uid: randomUUID(),
      now: timestamp(this.#clock.now()),
      suffix: randomSuffix(),
    });
    admitToNamespace(kind, prepared, this.#view);
    const fault = validateObject(kind, prepared);
    if (fault) {
      throw fault;
    }
    completeNewObject(
      kind,
      prepared,
      this.#view,
      () => this.#table.ofKind('v1', 'Service'),
      randomSuffix(),
    );
    return prepared;
  }

  #insert(
    kind: ResourceKind,
    object: StoredObject,
    managers: ManagerEntry[],
    dryRun = false,
  ): StoredObject {
    if (this.#find(keyOf(object))) {
      throw alreadyExists(kind, object.metadata.name);
    }
    admitUnderQuota(kind, object, this.#view);
    const stored: StoredObject = {
      ...object,
      metadata: {
        ...object.metadata,
        managedFields: writeManagedFields(managers),
        resourceVersion: dryRun ? '' : this.#table.nextResourceVersion(),
      },
    };
    if (!dryRun) {
      this.#table.put(stored);
    }
    return structuredClone(stored);
  }

  #write(
    kind: ResourceKind,
    live: StoredObject,
    next: StoredObject,
    options: WriteOptions & { subresource?: 'status' },
  ): StoredObject {
    const managers = recordUpdate({
      kind,
      before: live,
      after: next,
      managers: readManagedFields(live.metadata.managedFields),
      writer: this.#writer(kind, options),
      subresource: kind.statusSubresource ? options.subresource : undefined,
      time: timestamp(this.#clock.now()),
    });
    return this.#store(kind, live, next, managers, options.dryRun);
  }

  #store(
    kind: ResourceKind,
    live: StoredObject,
    next: StoredObject,
    managers: ManagerEntry[],
    dryRun = false,
  ): StoredObject {
    const fault =
      validateObject(kind, next) ?? validateChange(kind, live, next);
    if (fault) {
      throw fault;
    }
    const managedFields = writeManagedFields(managers);
    const stored: StoredObject = {
      ...next,
      metadata: { ...next.metadata, managedFields },
    };
    if (dryRun || isDeepStrictEqual(stored, withManagers(live))) {
      return structuredClone(stored);
    }
    stored.metadata.resourceVersion = this.#table.nextResourceVersion();
    const freed =
      stored.metadata.deletionTimestamp &&
      !stored.metadata.deletionGracePeriodSeconds &&
      live.metadata.finalizers?.length &&
      !stored.metadata.finalizers?.length;
    this.#table.put(stored);
    if (freed) {
      this.#table.drop({
        ...stored,
        metadata: {
          ...stored.metadata,
          resourceVersion: this.#table.nextResourceVersion(),
        },
      });
    }
    return structuredClone(stored);
  }
}

function withManagers(object: StoredObject): StoredObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      managedFields: object.metadata.managedFields ?? [],
    },
  };
}

/** Objects of kinds without a namespace are found whatever namespace was named. */
function scoped(key: ObjectKey): ObjectKey {
  const kind = findKind(key.apiVersion, key.kind);
  return {
    ...key,
    namespace: kind?.namespaced ? key.namespace ?? 'default' : undefined,
  };
}

function keyOf(object: {
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

/** A secret's plain values are owned as the data that they become. */
function withSecretData(
  kind: ResourceKind,
  object: NewObject,
): Record<string, any> {
  if (kind.kind !== 'Secret' || !object.stringData) {
    return object;
  }
  const { stringData, ...rest } = object;
  const encoded = Object.entries(stringData as Record<string, string>).map(
    ([key, value]) => [key, Buffer.from(value).toString('base64')],
  );
  return { ...rest, data: { ...rest.data, ...Object.fromEntries(encoded) } };
}
