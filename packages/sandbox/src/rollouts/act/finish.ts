import { isFullyPromoted, stepsOf } from '../decide/canarySteps.ts';
import { deriveConditions } from '../decide/deriveConditions.ts';
import { derivePromotion } from '../decide/promotion.ts';
import { withoutCondition } from '../model/conditions.ts';
import { podTemplateHash } from '../model/podTemplateHash.ts';
import { hashOf, sumActual, sumReady } from '../model/ReplicaSet.ts';
import type { RolloutStatus } from '../model/Rollout.ts';
import { revisionOf, statusOf, templateOf } from '../model/Rollout.ts';
import { persistStatus } from './persistStatus.ts';
import type { RolloutContext } from './RolloutContext.ts';

export function formatSelector(
  labels: Record<string, string> | undefined,
): string {
  return Object.entries(labels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** The pod template is not the one that the status tells of. */
export function isTemplateChanged(context: RolloutContext): boolean {
  const known = statusOf(context.rollout).currentPodHash;
  return Boolean(known) && known !== currentHash(context);
}

function currentHash(context: RolloutContext): string {
  const { newRS, rollout } = context;
  return newRS
    ? hashOf(newRS)
    : podTemplateHash(templateOf(rollout), statusOf(rollout).collisionCount);
}

/** What both strategies say of the ReplicaSets. */
export function baseStatus(context: RolloutContext): RolloutStatus {
  const { rollout, newRS, allRSs, newStatus } = context;
  const previous = statusOf(rollout);
  const currentPodHash = currentHash(context);
  return {
    ...newStatus,
    canary: { ...newStatus.canary },
    blueGreen: { ...newStatus.blueGreen },
    currentPodHash,
    replicas: sumActual(allRSs),
    updatedReplicas: sumActual([newRS]),
    readyReplicas: sumReady(allRSs),
    collisionCount: previous.collisionCount,
    conditions: withoutCondition(previous.conditions, 'InvalidSpec'),
    selector: formatSelector(rollout.spec.selector?.matchLabels),
    // Rollouts compares with a stable hash that is not set yet: any hash differs from it.
    promoteFull: currentPodHash !== '' && previous.promoteFull,
  };
}

/** A new template begins anew: no pause, no abort, the first step. */
export function resetStatus(
  context: RolloutContext,
  next: RolloutStatus,
): void {
  context.pause.clear();
  context.pause.removeAbort();
  next.restartedAt = context.rollout.spec.restartAt;
  next.promoteFull = false;
  next.canary = {};
  next.blueGreen = {};
  next.currentStepIndex = stepsOf(context.rollout).length > 0 ? 0 : undefined;
}

export function promotionReason(
  context: RolloutContext,
  next: RolloutStatus,
): string | undefined {
  return derivePromotion(
    {
      rollout: context.rollout,
      newRS: context.newRS,
      stableRS: context.stableRS,
      allRSs: context.allRSs,
      isAborted: context.pause.isAborted,
      isNewWithinDelay: context.isNewWithinDelay,
      postPromotionPhase: context.currentRuns.postPromotion?.status?.phase,
    },
    next,
  );
}

/** The new ReplicaSet becomes the stable one. */
export function promoteStable(
  context: RolloutContext,
  next: RolloutStatus,
  reason: string,
): void {
  const { rollout, pause } = context;
  pause.clear();
  pause.removeAbort();
  next.promoteFull = false;
  const steps = stepsOf(rollout).length;
  if (rollout.spec.strategy?.canary) {
    next.currentStepIndex = steps > 0 ? steps : undefined;
  }
  if (next.stableRS !== next.currentPodHash) {
    next.stableRS = next.currentPodHash;
    context.record(
      'RolloutCompleted',
      `Rollout completed update to revision ${revisionOf(rollout)} (${
        next.currentPodHash
      }): ${reason}`,
    );
  }
}

/** Adds the conditions to the new status and writes it. */
export function finish(context: RolloutContext, next: RolloutStatus): void {
  const { conditions, events } = deriveConditions(
    { ...pick(context), now: context.tools.now() },
    next,
  );
  for (const event of events) {
    context.tools.record(context.rollout, event);
  }
  persistStatus(context, { ...next, conditions });
}

function pick(context: RolloutContext) {
  const { rollout, newRS, allRSs, otherRSs, pause } = context;
  return { rollout, newRS, allRSs, otherRSs, pause };
}

/** An abort of what is stable already means nothing. */
export function dropNeedlessAbort(context: RolloutContext): void {
  if (isFullyPromoted(context.rollout) && context.pause.isAborted) {
    context.pause.removeAbort();
  }
}
