import type { StoredObject } from '../../world/seams.ts';
import { findCondition } from '../pods/podConditions.ts';
import { resolveLimits } from './planRollout.ts';

const sum = (objects: StoredObject[], field: string): number =>
  objects.reduce((total, object) => total + (object.status?.[field] ?? 0), 0);

export interface Condition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** The counts of a status; zero is left out, as the API server leaves it. */
export function deriveDeploymentCounts(
  deployment: StoredObject,
  newest: StoredObject | undefined,
  all: StoredObject[],
): Record<string, number> {
  const wanted = deployment.spec.replicas ?? 1;
  const total = sum(all, 'replicas');
  const available = sum(all, 'availableReplicas');
  const counts: Record<string, number> = {
    replicas: total,
    updatedReplicas: newest?.status?.replicas ?? 0,
    readyReplicas: sum(all, 'readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, Math.max(total, wanted) - available),
  };
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...Object.fromEntries(
      Object.entries(counts).filter(([, count]) => count > 0),
    ),
    terminatingReplicas: sum(all, 'terminatingReplicas'),
  };
}

export function deriveAvailable(
  deployment: StoredObject,
  counts: Record<string, number>,
): Condition {
  const { maxUnavailable } = resolveLimits(deployment);
  const enough =
    (counts.availableReplicas ?? 0) >=
    (deployment.spec.replicas ?? 1) - maxUnavailable;
  return enough
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

/** Whether every pod is of the newest template, available, and no other one is left. */
export function isComplete(
  deployment: StoredObject,
  counts: Record<string, number>,
): boolean {
  const wanted = deployment.spec.replicas ?? 1;
  return (
    (counts.updatedReplicas ?? 0) === wanted &&
    (counts.replicas ?? 0) === wanted &&
    (counts.availableReplicas ?? 0) === wanted
  );
}

function hasProgressed(
  deployment: StoredObject,
  counts: Record<string, number>,
): boolean {
  const before = deployment.status ?? {};
  const oldReplicas = (status: any) =>
    (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (counts.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    oldReplicas(counts) < oldReplicas(before) ||
    (counts.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (counts.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** How the rollout is going; undefined when that is as it was. */
export function deriveProgressing(options: {
  deployment: StoredObject;
  newest: StoredObject | undefined;
  counts: Record<string, number>;
  now: Date;
}): Condition | undefined {
  const { deployment, newest, counts, now } = options;
  const known = findCondition(deployment, 'Progressing');
  const what = newest
    ? `ReplicaSet "${newest.metadata.name}"`
    : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, counts)) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `${what} has successfully progressed.`,
    };
  }
  if (hasProgressed(deployment, counts)) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: `${what} is progressing.`,
    };
  }
  const deadline = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
  const isOver =
    known &&
    known.reason !== 'NewReplicaSetAvailable' &&
    !deployment.spec.paused &&
    now.getTime() - Date.parse(known.lastUpdateTime) > deadline;
  return isOver
    ? {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: `${what} has timed out progressing.`,
      }
    : undefined;
}

/** Milliseconds until the deadline of a rollout that goes on; undefined when none does. */
export function deadlineIn(
  deployment: StoredObject,
  conditions: any[],
  now: Date,
): number | undefined {
  const progressing = conditions.find(entry => entry.type === 'Progressing');
  if (
    !progressing ||
    progressing.status === 'False' ||
    progressing.reason === 'NewReplicaSetAvailable'
  ) {
    return undefined;
  }
  const deadline = (deployment.spec.progressDeadlineSeconds ?? 600) * 1000;
  return (
    Date.parse(progressing.lastUpdateTime) + deadline - now.getTime() + 1_001
  );
}

/** The conditions with this one in its place; one that changes moves to the end. */
export function withCondition(
  conditions: any[],
  wanted: Condition,
  now: string,
): any[] {
  const known = conditions.find(entry => entry.type === wanted.type);
  if (
    known?.status === wanted.status &&
    known.reason === wanted.reason &&
    known.message === wanted.message
  ) {
    return conditions;
  }
  return [
    ...conditions.filter(entry => entry.type !== wanted.type),
    {
      type: wanted.type,
      status: wanted.status,
      lastUpdateTime: now,
      lastTransitionTime:
        known?.status === wanted.status ? known.lastTransitionTime : now,
      reason: wanted.reason,
      message: wanted.message,
    },
  ];
}
