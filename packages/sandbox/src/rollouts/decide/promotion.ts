import type { ReplicaSet } from '../model/ReplicaSet.ts';
import { availableReplicas, createdBefore } from '../model/ReplicaSet.ts';
import type { Rollout, RolloutStatus } from '../model/Rollout.ts';
import { replicasOf, statusOf } from '../model/Rollout.ts';
import { currentStep, stepsOf } from './canarySteps.ts';

export interface PromotionInput {
  rollout: Rollout;
  newRS?: ReplicaSet;
  stableRS?: ReplicaSet;
  allRSs: ReplicaSet[];
  isAborted: boolean;
  /** The new ReplicaSet is one that still runs from before. */
  isNewWithinDelay: boolean;
  /** The phase of the analysis after the switch, when there is one. */
  postPromotionPhase?: string;
}

/** An older revision that is near enough to go back to it without steps. */
export function isRollbackWithinWindow(
  input: Pick<PromotionInput, 'rollout' | 'newRS' | 'stableRS' | 'allRSs'>,
): boolean {
  const { rollout, newRS, stableRS, allRSs } = input;
  const revisions = rollout.spec.rollbackWindow?.revisions ?? 0;
  if (
    !newRS ||
    !stableRS ||
    revisions <= 0 ||
    !createdBefore(newRS, stableRS)
  ) {
    return false;
  }
  const between = allRSs.filter(
    each => createdBefore(each, stableRS) && createdBefore(newRS, each),
  );
  return between.length < revisions;
}

function canaryPromotion(input: PromotionInput): string | undefined {
  const { rollout, newRS } = input;
  if (input.isAborted || availableReplicas(newRS) < replicasOf(rollout)) {
    return undefined;
  }
  if (statusOf(rollout).promoteFull) {
    return 'Full promotion requested';
  }
  if (isRollbackWithinWindow(input)) {
    return 'Rollback within window';
  }
  const steps = stepsOf(rollout).length;
  const { index } = currentStep(rollout);
  return steps === 0 || index === steps
    ? `Completed all ${steps} canary steps`
    : undefined;
}

function blueGreenPromotion(
  input: PromotionInput,
  next: RolloutStatus,
): string | undefined {
  const { rollout, newRS } = input;
  const active = next.blueGreen?.activeSelector;
  if (!active) {
    return 'Initial deploy';
  }
  if (active !== next.currentPodHash) {
    return undefined;
  }
  if (statusOf(rollout).promoteFull) {
    return 'Full promotion requested';
  }
  if (isRollbackWithinWindow(input)) {
    return 'Rollback within window';
  }
  if (input.isAborted) {
    return undefined;
  }
  if (rollout.spec.strategy?.blueGreen?.postPromotionAnalysis) {
    if (input.isNewWithinDelay) {
      return `Rollback to '${newRS?.metadata.name}' within scaleDownDelay`;
    }
    if (input.postPromotionPhase !== 'Successful') {
      return undefined;
    }
  }
  return 'Completed blue-green update';
}

/** Why the new ReplicaSet becomes the stable one now; undefined while it does not. */
export function derivePromotion(
  input: PromotionInput,
  next: RolloutStatus,
): string | undefined {
  if (!input.stableRS) {
    return 'Initial deploy';
  }
  return input.rollout.spec.strategy?.canary
    ? canaryPromotion(input)
    : blueGreenPromotion(input, next);
}
