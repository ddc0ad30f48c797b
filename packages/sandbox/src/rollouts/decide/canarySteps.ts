import { MAX_WEIGHT } from '../model/defaults.ts';
import { stableHash } from '../model/podTemplateHash.ts';
import type { CanaryStep, Rollout } from '../model/Rollout.ts';
import { statusOf } from '../model/Rollout.ts';

export function stepsOf(rollout: Rollout): CanaryStep[] {
  return rollout.spec.strategy?.canary?.steps ?? [];
}

/** No index without steps; an index equal to the number of steps when all are done. */
export function currentStep(rollout: Rollout): {
  step?: CanaryStep;
  index?: number;
} {
  const steps = stepsOf(rollout);
  if (steps.length === 0) {
    return {};
  }
  const index = statusOf(rollout).currentStepIndex ?? 0;
  return { step: steps[index], index };
}

/** The weight that the last `setWeight` up to the current step asks for. */
export function currentSetWeight(rollout: Rollout): number {
  if (statusOf(rollout).abort) {
    return 0;
  }
  const { step, index } = currentStep(rollout);
  if (!step || index === undefined) {
    return MAX_WEIGHT;
  }
  return (
    stepsOf(rollout)
      .slice(0, index + 1)
      .findLast(each => each.setWeight !== undefined)?.setWeight ?? 0
  );
}

export function isFullyPromoted(rollout: Rollout): boolean {
  const status = statusOf(rollout);
  return (status.stableRS ?? '') === (status.currentPodHash ?? '');
}

/** The weight that the canary shall have, whatever says so. */
export function desiredWeight(rollout: Rollout): number {
  const status = statusOf(rollout);
  if (status.promoteFull || !status.stableRS || isFullyPromoted(rollout)) {
    return MAX_WEIGHT;
  }
  return currentSetWeight(rollout);
}

/** Changes when the steps do; empty for blue-green. */
export function stepHash(rollout: Rollout): string | undefined {
  return rollout.spec.strategy?.canary
    ? stableHash(stepsOf(rollout))
    : undefined;
}

export function describeStep(step: CanaryStep): string {
  if (step.setWeight !== undefined) {
    return `setWeight: ${step.setWeight}`;
  }
  if (step.pause) {
    return step.pause.duration === undefined
      ? 'pause'
      : `pause: ${step.pause.duration}`;
  }
  if (step.analysis) {
    return 'analysis';
  }
  const scale = step.setCanaryScale;
  if (scale?.weight !== undefined) {
    return `setCanaryScale{weight: ${scale.weight}}`;
  }
  if (scale?.matchTrafficWeight) {
    return 'setCanaryScale{matchTrafficWeight: true}';
  }
  return scale ? `setCanaryScale{replicas: ${scale.replicas}}` : 'invalid';
}
