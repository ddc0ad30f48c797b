import type { StoredObject } from '../../world/seams.ts';
import { availableIn, isPodActive, isPodReady } from '../pods/podConditions.ts';

function hasLabels(
  pod: StoredObject,
  labels: Record<string, string> | undefined,
): boolean {
  return Object.entries(labels ?? {}).every(
    ([key, value]) => pod.metadata.labels?.[key] === value,
  );
}

function failureConditions(
  before: any[],
  failure: { reason: string; message: string } | undefined,
  now: string,
): any[] {
  const others = before.filter(
    condition => condition.type !== 'ReplicaFailure',
  );
  if (!failure) {
    return others;
  }
  const known = before.find(condition => condition.type === 'ReplicaFailure');
  return [
    ...others,
    {
      type: 'ReplicaFailure',
      status: 'True',
      lastTransitionTime: known?.lastTransitionTime ?? now,
      reason: failure.reason,
      message:
        known?.reason === failure.reason ? known.message : failure.message,
    },
  ];
}

/** The status that these pods make; counts of zero are left out, as the API server leaves them. */
export function deriveReplicaSetStatus(options: {
  replicaSet: StoredObject;
  pods: StoredObject[];
  failure: { reason: string; message: string } | undefined;
  now: Date;
  timestamp: string;
}): Record<string, unknown> {
  const { replicaSet, pods, failure, now } = options;
  const active = pods.filter(isPodActive);
  const labeled = active.filter(pod =>
    hasLabels(pod, replicaSet.spec.template?.metadata?.labels),
  );
  const available = active.filter(
    pod => availableIn(pod, replicaSet.spec.minReadySeconds ?? 0, now) === 0,
  );
  const ready = active.filter(isPodReady);
  const terminating = pods.filter(
    pod =>
      pod.metadata.deletionTimestamp &&
      !['Succeeded', 'Failed'].includes(pod.status?.phase),
  );
  const conditions = failureConditions(
    replicaSet.status?.conditions ?? [],
    failure,
    options.timestamp,
  );
  return {
    replicas: active.length,
    ...(labeled.length ? { fullyLabeledReplicas: labeled.length } : {}),
    ...(ready.length ? { readyReplicas: ready.length } : {}),
    ...(available.length ? { availableReplicas: available.length } : {}),
    terminatingReplicas: terminating.length,
    observedGeneration: replicaSet.metadata.generation,
    ...(conditions.length ? { conditions } : {}),
  };
}
