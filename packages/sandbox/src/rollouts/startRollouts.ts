import type { Clock } from '../world/Clock.ts';
import type { ClusterStore, Running, StoredObject } from '../world/seams.ts';
import { EventRecorder } from './act/EventRecorder.ts';
import { reconcileRollout } from './act/reconcileRollout.ts';
import type { RolloutTools } from './act/RolloutContext.ts';
import type { AnalysisRun } from './analysis/AnalysisRun.ts';
import { reconcileAnalysisRun } from './analysis/reconcileAnalysisRun.ts';
import type { Rollout } from './model/Rollout.ts';
import { ROLLOUT_API } from './model/Rollout.ts';
import { WorkQueue } from './WorkQueue.ts';

/** Several changes of a child are looked at together. */
const CHILD_DELAY_MS = 50;

export interface RolloutsOptions {
  store: ClusterStore;
  clock: Clock;
  log(message: string): void;
}

type Handler = (tools: RolloutTools, object: StoredObject) => void;

/** A controller of one kind: its queue, and how a key is handled. */
function createQueue(
  options: RolloutsOptions,
  recorder: EventRecorder,
  kind: 'Rollout' | 'AnalysisRun',
  handle: Handler,
): WorkQueue {
  const { store, clock, log } = options;
  const queue: WorkQueue = new WorkQueue({
    clock,
    handle(key) {
      const [namespace, name] = key.split('/');
      const object = store.get({
        apiVersion: ROLLOUT_API,
        kind,
        namespace,
        name,
      });
      if (!object) {
        return;
      }
      handle(
        {
          store,
          now: () => clock.now(),
          record: (about, event) => recorder.record(about, event),
          requeueAfter: milliseconds => queue.addAfter(key, milliseconds),
        },
        object,
      );
    },
    onError: (key, error) => log(`${kind} ${key}: ${String(error)}`),
  });
  return queue;
}

function keyOf(object: StoredObject): string {
  return `${object.metadata.namespace}/${object.metadata.name}`;
}

/** Runs the Argo Rollouts twin on a cluster. */
export function startRollouts(options: RolloutsOptions): Running {
  const { store, clock, log } = options;
  const recorder = new EventRecorder({
    store,
    clock,
    component: 'rollouts-controller',
    onError: error => log(`Event of a rollout: ${String(error)}`),
  });
  const rollouts = createQueue(options, recorder, 'Rollout', (tools, object) =>
    reconcileRollout(tools, object as Rollout),
  );
  const runs = createQueue(options, recorder, 'AnalysisRun', (tools, object) =>
    reconcileAnalysisRun(tools, object as AnalysisRun),
  );
  const phases = new Map<string, string>();

  const addOwner = (object: StoredObject, kind: string, queue: WorkQueue) => {
    const owner = object.metadata.ownerReferences?.find(
      reference => reference.controller && reference.kind === kind,
    );
    if (owner) {
      const key = `${object.metadata.namespace}/${owner.name}`;
      queue.addAfter(key, CHILD_DELAY_MS);
    }
  };
  const onAnalysisRun = (object: StoredObject, isDeleted: boolean) => {
    runs.add(keyOf(object));
    const phase = object.status?.phase ?? '';
    if (isDeleted || phases.get(object.metadata.uid) !== phase) {
      addOwner(object, 'Rollout', rollouts);
    }
    if (isDeleted) {
      phases.delete(object.metadata.uid);
    } else {
      phases.set(object.metadata.uid, phase);
    }
  };

  const unsubscribe = store.subscribe(({ type, object }) => {
    switch (object.kind) {
      case 'Rollout':
        rollouts.add(keyOf(object));
        if (type === 'ADDED') {
          recorder.record(object, {
            reason: 'RolloutAddedToInformer',
            message: `Rollout resource added to informer: ${keyOf(object)}`,
          });
        }
        break;
      case 'AnalysisRun':
        onAnalysisRun(object, type === 'DELETED');
        break;
      case 'ReplicaSet':
        addOwner(object, 'Rollout', rollouts);
        break;
      case 'Job':
        addOwner(object, 'AnalysisRun', runs);
        break;
      case 'Deployment':
        for (const each of store.list(ROLLOUT_API, 'Rollout', {
          namespace: object.metadata.namespace,
        })) {
          if (each.spec?.workloadRef?.name === object.metadata.name) {
            rollouts.add(keyOf(each));
          }
        }
        break;
      default:
    }
  });
  for (const rollout of store.list(ROLLOUT_API, 'Rollout')) {
    rollouts.add(keyOf(rollout));
  }
  for (const run of store.list(ROLLOUT_API, 'AnalysisRun')) {
    runs.add(keyOf(run));
  }
  return {
    async stop() {
      unsubscribe();
      await Promise.all([rollouts.stop(), runs.stop()]);
    },
  };
}
