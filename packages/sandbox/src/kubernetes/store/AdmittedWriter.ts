import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../world/Clock.ts';
import type { NewObject, StoredObject } from '../../world/seams.ts';
import {
  admitToNamespace,
  admitUnderQuota,
  type ClusterView,
  completeNewObject,
} from '../admission/admitNewObject.ts';
import { validateChange } from '../admission/validateChange.ts';
import { validateObject } from '../admission/validateObject.ts';
import { alreadyExists } from '../errors/apiErrors.ts';
import {
  type ManagerEntry,
  readManagedFields,
  writeManagedFields,
} from '../merge/ManagedFields.ts';
import { recordUpdate } from '../merge/recordUpdate.ts';
import { apiVersionOf, type ResourceKind } from '../resources/ResourceKind.ts';
import type { WriteOptions } from './KubernetesStore.ts';
import { keyOf, scopedKey } from './objectKeys.ts';
import { objectId, type ObjectTable } from './ObjectTable.ts';
import { prepareNewObject } from './prepareObject.ts';
import { randomSuffix } from './randomSuffix.ts';
import { timestamp } from './timestamp.ts';

/** A manager for those who do not name one: the controllers of the sandbox. */
const defaultManager = 'sandbox';

function withManagers(object: StoredObject): StoredObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      managedFields: object.metadata.managedFields ?? [],
    },
  };
}

/** Whether the last finalizer of an object that is being deleted has gone. */
function isReleased(before: StoredObject, after: StoredObject): boolean {
  return Boolean(
    after.metadata.deletionTimestamp &&
      !after.metadata.deletionGracePeriodSeconds &&
      before.metadata.finalizers?.length &&
      !after.metadata.finalizers?.length,
  );
}

/** The last step of every write: admission, who manages what, and the table. */
export class AdmittedWriter {
  #table: ObjectTable;
  #clock: Clock;
  #view: ClusterView;

  constructor(options: { table: ObjectTable; clock: Clock }) {
    this.#table = options.table;
    this.#clock = options.clock;
    this.#view = {
      namespace: name =>
        this.#table.find(
          objectId({ apiVersion: 'v1', kind: 'Namespace', name }),
        ),
      inNamespace: namespace =>
        this.#table
          .all()
          .filter(object => object.metadata.namespace === namespace),
    };
  }

  #manager(
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

  /** A new object, completed and checked. */
  prepareNew(kind: ResourceKind, object: NewObject): StoredObject {
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

  /** Who manages the fields of an object that was created, not applied. */
  firstManagers(
    kind: ResourceKind,
    object: StoredObject,
    options: WriteOptions,
  ): ManagerEntry[] {
    return recordUpdate({
      kind,
      before: undefined,
      after: object,
      managers: [],
      writer: this.#manager(kind, options),
      time: object.metadata.creationTimestamp,
    });
  }

  /** Stores a new object, unless its name is taken or a quota has no room for it. */
  insert(
    kind: ResourceKind,
    object: StoredObject,
    managers: ManagerEntry[],
    dryRun = false,
  ): StoredObject {
    const taken = this.#table.find(objectId(scopedKey(keyOf(object))));
    if (taken) {
      throw alreadyExists(
        kind,
        object.metadata.name,
        taken.metadata.deletionTimestamp !== undefined,
      );
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

  /** Stores a change that was not an apply. */
  write(
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
      writer: this.#manager(kind, options),
      subresource: kind.statusSubresource ? options.subresource : undefined,
      time: timestamp(this.#clock.now()),
    });
    return this.store(kind, live, next, managers, options.dryRun);
  }

  /** Checks a change and stores it; one that changes nothing leaves no trace. */
  store(
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
    if (isReleased(live, stored)) {
      this.#table.drop(stored);
    } else {
      this.#table.put(stored);
    }
    return structuredClone(stored);
  }
}
