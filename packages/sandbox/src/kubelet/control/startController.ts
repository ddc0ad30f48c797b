import {
  KubernetesApiError,
  type ObjectKey,
  type Running,
  type StoredObject,
} from '../../world/seams.ts';
import type { KubeletContext } from './KubeletContext.ts';
import { keyOf } from './objectKey.ts';

/** Look at the object again after so many milliseconds; at its next change only without. */
export type Reconciled = { againAfter?: number } | void;

export interface ControllerOptions {
  name: string;
  apiVersion: string;
  kind: string;
  context: KubeletContext;
  /** What the object of that kind is whose reconciling this change may alter. */
  concerns: (changed: StoredObject) => ObjectKey | undefined;
  reconcile: (object: StoredObject) => Reconciled;
}

const retryMilliseconds = 1_000;

/** The key of the object that controls this one, when it is of that kind. */
export function controllerOf(
  object: StoredObject,
  kind: string,
): ObjectKey | undefined {
  const owner = object.metadata.ownerReferences?.find(
    reference => reference.controller && reference.kind === kind,
  );
  return (
    owner && {
      apiVersion: owner.apiVersion,
      kind: owner.kind,
      namespace: object.metadata.namespace,
      name: owner.name,
    }
  );
}

/** Brings every object of one kind to where it should be, again and again. */
export function startController(options: ControllerOptions): Running {
  const { apiVersion, kind, context, concerns, reconcile } = options;
  const { store, clock, log } = context;
  const stopped = new AbortController();
  const waiting = new Map<string, ObjectKey>();
  const timers = new Map<string, AbortController>();
  let isScheduled = false;

  const idOf = (key: ObjectKey) => `${key.namespace ?? ''}/${key.name}`;

  const later = (key: ObjectKey, milliseconds: number) => {
    const id = idOf(key);
    timers.get(id)?.abort();
    const timer = new AbortController();
    timers.set(id, timer);
    clock
      .sleep(milliseconds, AbortSignal.any([timer.signal, stopped.signal]))
      .then(
        () => enqueue(key),
        () => {
          // Aborted: the object was looked at sooner, or the controller stopped.
        },
      );
  };

  const work = (key: ObjectKey) => {
    const object = store.get(key);
    if (!object) {
      timers.get(idOf(key))?.abort();
      return;
    }
    try {
      const result = reconcile(object);
      if (result?.againAfter !== undefined) {
        later(key, result.againAfter);
      }
    } catch (error) {
      const isRace =
        error instanceof KubernetesApiError && [404, 409].includes(error.code);
      if (!isRace) {
        log(
          `${options.name}: ${key.kind} ${idOf(key)}: ${
            (error as Error).message
          }`,
        );
      }
      later(key, retryMilliseconds);
    }
  };

  const drain = () => {
    isScheduled = false;
    const keys = [...waiting.values()];
    waiting.clear();
    for (const key of keys) {
      if (!stopped.signal.aborted) {
        work(key);
      }
    }
  };

  function enqueue(key: ObjectKey): void {
    waiting.set(idOf(key), key);
    if (!isScheduled && !stopped.signal.aborted) {
      isScheduled = true;
      setImmediate(drain);
    }
  }

  const unsubscribe = store.subscribe(({ object }) => {
    const key =
      object.kind === kind && object.apiVersion === apiVersion
        ? keyOf(object)
        : concerns(object);
    if (key) {
      enqueue(key);
    }
  });
  store.list(apiVersion, kind).forEach(object => enqueue(keyOf(object)));

  return {
    stop: async () => {
      unsubscribe();
      stopped.abort();
    },
  };
}
