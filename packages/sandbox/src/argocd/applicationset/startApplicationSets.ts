import { isDeepStrictEqual } from 'node:util';
import { WorkQueue } from '../../rollouts/WorkQueue.ts';
import type { Clock } from '../../world/Clock.ts';
import type { ClusterStore, Running, StoredObject } from '../../world/seams.ts';
import type { Destination } from '../model/Application.ts';
import { ARGO_API } from '../model/Application.ts';
import type { ApplicationSet } from './ApplicationSet.ts';
import { ApplicationSetReconciler } from './reconcileApplicationSet.ts';

/** After so long what was wrong with a set is looked at again; nothing but a change comes sooner. */
const LOOK_AGAIN_MS = 180_000;

export interface ApplicationSetsOptions {
  cluster: ClusterStore;
  namespace: string;
  clock: Clock;
  hasProject(name: string): boolean;
  /** What is wrong with a destination, in Argo CD's words. */
  destinationProblem(destination: Destination): string | undefined;
  log(message: string): void;
}

/** Runs the twin of Argo CD's ApplicationSet controller, for lists. */
export function startApplicationSets(options: ApplicationSetsOptions): Running {
  const { cluster, namespace, clock, log } = options;
  const reconciler = new ApplicationSetReconciler(options);
  const seen = new Map<string, unknown>();
  const queue: WorkQueue = new WorkQueue({
    clock,
    handle(name) {
      if (reconciler.reconcile(name) === 'look again') {
        queue.addAfter(name, LOOK_AGAIN_MS);
      }
    },
    onError: (name, error) => log(`ApplicationSet ${name}: ${String(error)}`),
  });

  /** Whether what the controller cares for has changed. */
  const isNews = (object: StoredObject): boolean => {
    const { uid, labels, finalizers, annotations, deletionTimestamp } =
      object.metadata;
    const cares = {
      spec: object.spec,
      labels: labels ?? {},
      annotations: annotations ?? {},
      finalizers: finalizers ?? [],
      deletionTimestamp,
    };
    const before = seen.get(uid);
    seen.set(uid, cares);
    return !isDeepStrictEqual(before, cares);
  };

  const onSet = (type: string, object: StoredObject) => {
    if (type === 'DELETED') {
      seen.delete(object.metadata.uid);
    } else if (isNews(object)) {
      queue.add(object.metadata.name);
    }
  };
  const onApplication = (type: string, object: StoredObject) => {
    const owner = object.metadata.ownerReferences?.find(
      ({ kind, controller }) => kind === 'ApplicationSet' && controller,
    );
    const isNew = isNews(object);
    if (type === 'DELETED') {
      seen.delete(object.metadata.uid);
    }
    // The controller has made what is new.
    if (owner && type !== 'ADDED' && (isNew || type === 'DELETED')) {
      queue.add(owner.name);
    }
  };
  const unsubscribe = cluster.subscribe(({ type, object }) => {
    if (object.metadata.namespace !== namespace) {
      return;
    }
    if (object.kind === 'ApplicationSet') {
      onSet(type, object);
    } else if (object.kind === 'Application') {
      onApplication(type, object);
    }
  });
  for (const set of cluster.list(ARGO_API, 'ApplicationSet', {
    namespace,
  }) as ApplicationSet[]) {
    onSet('ADDED', set);
  }
  return {
    async stop() {
      unsubscribe();
      await queue.stop();
    },
  };
}
