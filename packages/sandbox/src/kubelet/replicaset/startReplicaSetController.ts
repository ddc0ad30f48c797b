import { isDeepStrictEqual } from 'node:util';
import {
  KubernetesApiError,
  type Running,
  type StoredObject,
} from '../../world/seams.ts';
import type { KubeletContext } from '../control/KubeletContext.ts';
import { controls, keyOf } from '../control/objectKey.ts';
import { recordEvent } from '../control/recordEvent.ts';
import {
  controllerOf,
  type Reconciled,
  startController,
} from '../control/startController.ts';
import { timestamp } from '../control/timestamp.ts';
import { availableIn, isPodActive } from '../pods/podConditions.ts';
import { planReplicas } from './planReplicas.ts';
import { podFromTemplate } from './podTemplate.ts';
import { deriveReplicaSetStatus } from './replicaSetStatus.ts';

const component = 'replicaset-controller';
const failedCreateRetryMilliseconds = 15_000;

type Failure = { reason: string; message: string };

function createPods(
  context: KubeletContext,
  replicaSet: StoredObject,
  count: number,
): Failure | undefined {
  for (let made = 0; made < count; made += 1) {
    try {
      const pod = context.store.create(podFromTemplate(replicaSet));
      recordEvent(context, replicaSet, {
        type: 'Normal',
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.metadata.name}`,
        component,
      });
    } catch (error) {
      if (!(error instanceof KubernetesApiError)) {
        throw error;
      }
      recordEvent(context, replicaSet, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${error.message}`,
        component,
      });
      return { reason: 'FailedCreate', message: error.message };
    }
  }
  return undefined;
}

function deletePods(
  context: KubeletContext,
  replicaSet: StoredObject,
  pods: StoredObject[],
): void {
  for (const pod of pods) {
    context.store.delete(keyOf(pod));
    recordEvent(context, replicaSet, {
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
      component,
    });
  }
}

function reconcile(
  context: KubeletContext,
  replicaSet: StoredObject,
): Reconciled {
  const { store, clock } = context;
  if (replicaSet.metadata.deletionTimestamp) {
    return undefined;
  }
  // What the pods were before anything is done to them: the next look counts the new ones.
  const pods = store
    .list('v1', 'Pod', { namespace: replicaSet.metadata.namespace })
    .filter(pod => controls(replicaSet, pod));
  const wanted = replicaSet.spec.replicas ?? 1;
  const plan = planReplicas(wanted, pods.filter(isPodActive));
  let failure: Failure | undefined;
  switch (plan.type) {
    case 'create':
      failure = createPods(context, replicaSet, plan.count);
      break;
    case 'delete':
      deletePods(context, replicaSet, plan.pods);
      break;
    case 'nothing':
      break;
    default:
      plan satisfies never;
  }
  const now = clock.now();
  const current = store.get(keyOf(replicaSet));
  const status = deriveReplicaSetStatus({
    replicaSet,
    pods,
    failure,
    now,
    timestamp: timestamp(now),
  });
  if (current && !isDeepStrictEqual(current.status, status)) {
    store.updateStatus({ ...current, status });
  }
  if (failure) {
    return { againAfter: failedCreateRetryMilliseconds };
  }
  const waits = pods
    .map(pod => availableIn(pod, replicaSet.spec.minReadySeconds ?? 0, now))
    .filter(wait => wait !== undefined && wait > 0) as number[];
  return waits.length > 0 ? { againAfter: Math.min(...waits) + 1 } : undefined;
}

/** Keeps as many pods as each ReplicaSet wants, whoever made it. */
export function startReplicaSetController(context: KubeletContext): Running {
  return startController({
    name: component,
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    context,
    concerns: changed =>
      changed.kind === 'Pod' ? controllerOf(changed, 'ReplicaSet') : undefined,
    reconcile: replicaSet => reconcile(context, replicaSet),
  });
}
