import { progressDeadlineSeconds } from '../model/defaults.ts';
import { findCondition } from '../model/conditions.ts';
import { hasScaleDownDeadline, type ReplicaSet } from '../model/ReplicaSet.ts';
import type { Rollout, RolloutStatus } from '../model/Rollout.ts';
import { replicasOf, statusOf } from '../model/Rollout.ts';
import { currentStep, stepsOf } from './canarySteps.ts';

/** The new status is a step forward from the one that is stored. */
export function isProgressing(rollout: Rollout, next: RolloutStatus): boolean {
  const previous = statusOf(rollout);
  const count = (value: number | undefined) => value ?? 0;
  const strategy = rollout.spec.strategy;
  const byStrategy = strategy?.blueGreen
    ? (previous.blueGreen?.activeSelector ?? '') !==
        (next.blueGreen?.activeSelector ?? '') ||
      (previous.blueGreen?.previewSelector ?? '') !==
        (next.blueGreen?.previewSelector ?? '')
    : (next.stableRS ?? '') !== (previous.stableRS ?? '') ||
      (next.currentStepIndex !== undefined &&
        previous.currentStepIndex !== undefined &&
        next.currentStepIndex !== previous.currentStepIndex) ||
      (next.currentStepHash ?? '') !== (previous.currentStepHash ?? '');
  const oldBefore = count(previous.replicas) - count(previous.updatedReplicas);
  const oldNow = count(next.replicas) - count(next.updatedReplicas);
  return (
    count(next.updatedReplicas) !== count(previous.updatedReplicas) ||
    oldNow < oldBefore ||
    count(next.readyReplicas) > count(previous.readyReplicas) ||
    count(next.availableReplicas) > count(previous.availableReplicas) ||
    byStrategy
  );
}

/** All that was asked for runs, and nothing else. */
export function isHealthy(rollout: Rollout, next: RolloutStatus): boolean {
  const replicas = replicasOf(rollout);
  const { blueGreen, canary } = rollout.spec.strategy ?? {};
  let isDone = true;
  if (blueGreen) {
    isDone =
      next.blueGreen?.activeSelector === next.currentPodHash &&
      (!blueGreen.previewService ||
        next.blueGreen?.previewSelector === next.currentPodHash);
  }
  if (canary) {
    const steps = stepsOf(rollout).length;
    isDone =
      (steps === 0 ||
        next.currentStepIndex === undefined ||
        next.currentStepIndex === steps) &&
      Boolean(next.stableRS) &&
      next.stableRS === next.currentPodHash &&
      (next.replicas ?? 0) === replicas;
  }
  return (
    (next.updatedReplicas ?? 0) === replicas &&
    (next.availableReplicas ?? 0) === replicas &&
    statusOf(rollout).observedGeneration ===
      String(rollout.metadata.generation) &&
    isDone
  );
}

export function isCompleted(status: RolloutStatus): boolean {
  return Boolean(status.stableRS) && status.stableRS === status.currentPodHash;
}

/** A step that takes the time it takes. */
export function isIndefinite(rollout: Rollout): boolean {
  const { step } = currentStep(rollout);
  return (
    Boolean(step?.analysis || step?.pause || step?.experiment) ||
    findCondition(statusOf(rollout).conditions, 'Paused')?.status === 'True'
  );
}

export function isWaitingForScaleDown(otherRSs: ReplicaSet[]): boolean {
  return otherRSs.some(hasScaleDownDeadline);
}

export function hasTimedOut(
  rollout: Rollout,
  next: RolloutStatus,
  now: Date,
): boolean {
  const condition = findCondition(next.conditions, 'Progressing');
  if (
    !condition ||
    condition.reason === 'RolloutAborted' ||
    condition.reason === 'RolloutPaused'
  ) {
    return false;
  }
  return (
    condition.reason === 'ProgressDeadlineExceeded' ||
    Date.parse(condition.lastUpdateTime) +
      progressDeadlineSeconds(rollout) * 1_000 <
      now.getTime()
  );
}
