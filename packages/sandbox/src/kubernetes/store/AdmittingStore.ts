import type { Clock } from '../../world/Clock.ts';
import {
  KubernetesApiError,
  type NewObject,
  type ObjectKey,
  type StoredObject,
} from '../../world/seams.ts';
import { notFound } from '../errors/apiErrors.ts';
import { jsonMergePatch } from '../merge/jsonMergePatch.ts';
import { readManagedFields } from '../merge/ManagedFields.ts';
import { serverSideApply } from '../merge/serverSideApply.ts';
import {
  qualifiedPlural,
  type ResourceKind,
} from '../resources/ResourceKind.ts';
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
  prepareStatusUpdate,
  prepareUpdate,
} from './prepareObject.ts';
import { keyOf, scopedKey } from './objectKeys.ts';
import { AdmittedWriter } from './AdmittedWriter.ts';
import { planRemoval } from './planRemoval.ts';
import { timestamp } from './timestamp.ts';
import { withoutNulls } from './withoutNulls.ts';
import { withSecretData } from './withSecretData.ts';

/** A cluster whose every write is checked as the API server checks it. */
export class AdmittingStore implements KubernetesStore {
  readonly name: string;
  #table: ObjectTable;
  #clock: Clock;
  #writer: AdmittedWriter;

  constructor(options: { name: string; table: ObjectTable; clock: Clock }) {
    this.name = options.name;
    this.#table = options.table;
    this.#clock = options.clock;
    this.#writer = new AdmittedWriter(options);
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
    const prepared = this.#writer.prepareNew(kind, object);
    const managers = this.#writer.firstManagers(kind, prepared, options);
    return this.#writer.insert(kind, prepared, managers, options.dryRun);
  }

  update(object: StoredObject, options: WriteOptions = {}): StoredObject {
    const kind = this.#kind(object);
    const live = this.#require(kind, keyOf(object));
    return this.#writer.write(
      kind,
      live,
      prepareUpdate(kind, live, object),
      options,
    );
  }

  updateStatus(object: StoredObject, options: WriteOptions = {}): StoredObject {
    const kind = this.#kind(object);
    const live = this.#require(kind, keyOf(object));
    const next = prepareStatusUpdate(kind, live, object);
    return this.#writer.write(kind, live, next, {
      ...options,
      subresource: 'status',
    });
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
        return this.#writer.write(kind, live, next, { ...rest, subresource });
      }
      case 'binding':
        return this.#writer.write(
          kind,
          live,
          prepareBinding(live, changed),
          rest,
        );
      case undefined:
        return this.#writer.write(
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
      applied: withSecretData(withoutNulls(object)),
      managers: readManagedFields(live?.metadata.managedFields),
      fieldManager: options.fieldManager,
      force: options.force ?? false,
      subresource,
      time: timestamp(this.#clock.now()),
    });
    if (!live) {
      const prepared = this.#writer.prepareNew(
        kind,
        merged.object as NewObject,
      );
      return this.#writer.insert(
        kind,
        prepared,
        merged.managers,
        options.dryRun,
      );
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
    return this.#writer.store(
      kind,
      live,
      next,
      merged.managers,
      options.dryRun,
    );
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
    if (options.propagationPolicy === 'Orphan') {
      this.#orphan(live.metadata.uid);
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

  /** What this object owns is nobody's. */
  #orphan(uid: string): void {
    const owned = this.#table
      .all()
      .filter(({ metadata }) =>
        metadata.ownerReferences?.some(owner => owner.uid === uid),
      );
    for (const object of owned) {
      this.patch(keyOf(object), current => ({
        ...current,
        metadata: {
          ...current.metadata,
          ownerReferences: current.metadata.ownerReferences?.filter(
            owner => owner.uid !== uid,
          ),
        },
      }));
    }
  }

  #find(key: ObjectKey): StoredObject | undefined {
    return this.#table.find(objectId(scopedKey(key)));
  }

  #kind(object: { apiVersion: string; kind: string }): ResourceKind {
    const kind = findKind(object.apiVersion, object.kind);
    if (!kind || (kind.custom && !this.#isDefined(kind))) {
      throw new KubernetesApiError(
        404,
        'NotFound',
        `no matches for kind "${object.kind}" in version "${object.apiVersion}"`,
      );
    }
    return kind;
  }

  /** Custom kinds are there while their definition is. */
  #isDefined(kind: ResourceKind): boolean {
    return Boolean(
      this.#find({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: qualifiedPlural(kind),
      }),
    );
  }

  #require(kind: ResourceKind, key: ObjectKey): StoredObject {
    const live = this.#find(key);
    if (!live) {
      throw notFound(kind, key.name);
    }
    return live;
  }
}
