import { isDeepStrictEqual } from 'node:util';
import type { ObjectKey, Running, StoredObject } from '../../world/seams.ts';
import type { KubeletContext } from '../control/KubeletContext.ts';
import { keyOf } from '../control/objectKey.ts';
import {
  type Reconciled,
  startController,
} from '../control/startController.ts';
import { timestamp } from '../control/timestamp.ts';
import {
  deriveAutoscalerStatus,
  deriveWantedReplicas,
} from './deriveAutoscaler.ts';

const apiVersion = 'autoscaling/v2';
const kind = 'HorizontalPodAutoscaler';

/** How often an autoscaler looks, in milliseconds; the real one's default. */
const period = 15_000;

function targetOf(autoscaler: StoredObject): ObjectKey {
  const {
    apiVersion: version,
    kind: target,
    name,
  } = autoscaler.spec.scaleTargetRef;
  return {
    apiVersion: version,
    kind: target,
    namespace: autoscaler.metadata.namespace,
    name,
  };
}

function reconcile(
  { store, clock }: KubeletContext,
  autoscaler: StoredObject,
): Reconciled {
  const key = targetOf(autoscaler);
  const target = store.get(key);
  if (!target || autoscaler.metadata.deletionTimestamp) {
    return { againAfter: period };
  }
  // As in Kubernetes, none at all switches the autoscaler off.
  const current = target.spec.replicas ?? 1;
  const wanted =
    current === 0 ? 0 : deriveWantedReplicas(autoscaler.spec, current);
  if (wanted !== target.spec.replicas) {
    store.mergePatch(key, { spec: { replicas: wanted } });
  }
  const before = autoscaler.status?.conditions?.[0]?.lastTransitionTime;
  const status = deriveAutoscalerStatus({
    current: target.status?.replicas ?? 0,
    wanted,
    since: before ?? timestamp(clock.now()),
    generation: autoscaler.metadata.generation,
  });
  if (!isDeepStrictEqual(autoscaler.status, status)) {
    store.updateStatus({ ...store.get(keyOf(autoscaler))!, status });
  }
  return { againAfter: period };
}

/** Keeps what autoscalers point at within their bounds, and says that they work. */
export function startAutoscalerController(context: KubeletContext): Running {
  return startController({
    name: 'horizontal-pod-autoscaler',
    apiVersion,
    kind,
    context,
    concerns: changed => (changed.kind === kind ? keyOf(changed) : undefined),
    reconcile: autoscaler => reconcile(context, autoscaler),
  });
}
