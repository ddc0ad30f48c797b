import { isFullyPromoted } from '../decide/canarySteps.ts';
import { findPause } from '../decide/PauseContext.ts';
import { newReplicaCount } from '../decide/newReplicaCount.ts';
import { timestamp } from '../model/conditions.ts';
import {
  abortScaleDownDelaySeconds,
  fenceposts,
  revisionHistoryLimit,
  scaleDownDelaySeconds,
  scaleDownRevisionLimit,
} from '../model/defaults.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import {
  availableReplicas,
  byCreation,
  hashOf,
  hasScaleDownDeadline,
  SCALE_DOWN_DEADLINE_ANNOTATION,
  sumAvailable,
  wantedReplicas,
} from '../model/ReplicaSet.ts';
import {
  HASH_LABEL,
  replicasOf,
  revisionOf,
  statusOf,
} from '../model/Rollout.ts';
import { scale, updateReplicaSet } from './replicaSets.ts';
import type { RolloutContext } from './RolloutContext.ts';

function byRevisionDescending(a: ReplicaSet, b: ReplicaSet): number {
  return revisionOf(b) - revisionOf(a);
}

function setDeadline(
  context: RolloutContext,
  replicaSet: ReplicaSet,
  seconds: number,
): void {
  const deadline = context.tools.now().getTime() + seconds * 1_000;
  replicaSet.metadata.annotations = {
    ...replicaSet.metadata.annotations,
    [SCALE_DOWN_DEADLINE_ANNOTATION]: timestamp(new Date(deadline)),
  };
  updateReplicaSet(context, replicaSet);
  context.tools.requeueAfter(seconds * 1_000);
}

function clearDeadline(
  context: RolloutContext,
  replicaSet: ReplicaSet | undefined,
): void {
  if (!replicaSet || !hasScaleDownDeadline(replicaSet)) {
    return;
  }
  const { [SCALE_DOWN_DEADLINE_ANNOTATION]: _, ...annotations } =
    replicaSet.metadata.annotations!;
  replicaSet.metadata.annotations = annotations;
  updateReplicaSet(context, replicaSet);
}

function deadlineOf(replicaSet: ReplicaSet): number {
  return Date.parse(
    replicaSet.metadata.annotations?.[SCALE_DOWN_DEADLINE_ANNOTATION] ?? '',
  );
}

/** After an abort the preview stays up for a while; a canary without routing does not. */
function delaysScaleDownOnAbort(context: RolloutContext): boolean {
  const { canary } = context.rollout.spec.strategy ?? {};
  return (
    context.pause.isAborted &&
    context.stableRS !== undefined &&
    !(canary && !canary.trafficRouting) &&
    abortScaleDownDelaySeconds(context.rollout) !== undefined
  );
}

/** What is in use now is not to be scaled down later. */
export function removeDeadlines(context: RolloutContext): void {
  const { newRS, stableRS } = context;
  if (!delaysScaleDownOnAbort(context)) {
    clearDeadline(context, newRS);
  }
  if (stableRS !== newRS || delaysScaleDownOnAbort(context)) {
    clearDeadline(context, stableRS);
  }
}

/** Scales the new ReplicaSet to what it shall have; tells whether that was a change. */
export function reconcileNewReplicaSet(context: RolloutContext): boolean {
  const { newRS, rollout, stableRS } = context;
  if (!newRS) {
    return false;
  }
  let count = newReplicaCount(rollout, { ...context.sets, newRS });
  const keepDeadline = delaysScaleDownOnAbort(context);
  if (keepDeadline) {
    const seconds = abortScaleDownDelaySeconds(rollout)!;
    if (!hasScaleDownDeadline(newRS)) {
      if (availableReplicas(stableRS) >= replicasOf(rollout)) {
        setDeadline(context, newRS, seconds);
      }
      return false;
    }
    if (deadlineOf(newRS) > context.tools.now().getTime()) {
      context.requeueAt(deadlineOf(newRS));
      return false;
    }
    count = 0;
  }
  return scale(context, newRS, count, { keepDeadline });
}

function isReferenced(
  context: RolloutContext,
  replicaSet: ReplicaSet,
): boolean {
  const { stableRS, currentPodHash, blueGreen } = statusOf(context.rollout);
  const strategy = context.rollout.spec.strategy?.blueGreen;
  const selectors = [strategy?.activeService, strategy?.previewService].map(
    name => context.service(name)?.spec?.selector?.[HASH_LABEL],
  );
  return [
    stableRS,
    currentPodHash,
    blueGreen?.activeSelector,
    blueGreen?.previewSelector,
    ...selectors,
  ].includes(hashOf(replicaSet));
}

function scaleDownBlueGreen(
  context: RolloutContext,
  active: ReplicaSet[],
): boolean {
  const { rollout, currentRuns } = context;
  const strategy = rollout.spec.strategy?.blueGreen;
  if (findPause(rollout, 'InconclusiveAnalysisRun')) {
    return false;
  }
  if (
    strategy?.postPromotionAnalysis &&
    strategy.scaleDownDelaySeconds === undefined &&
    !isFullyPromoted(rollout) &&
    currentRuns.postPromotion?.status?.phase !== 'Successful'
  ) {
    return false;
  }
  let withDeadline = 0;
  let hasScaled = false;
  for (const each of active.sort(byRevisionDescending)) {
    if (isReferenced(context, each)) {
      continue;
    }
    let count = 0;
    if (!hasScaleDownDeadline(each)) {
      const seconds = scaleDownDelaySeconds(rollout);
      if (withDeadline < scaleDownRevisionLimit(rollout) && seconds > 0) {
        withDeadline += 1;
        setDeadline(context, each, seconds);
        count = wantedReplicas(each);
      }
    } else {
      withDeadline += 1;
      if (
        withDeadline <= scaleDownRevisionLimit(rollout) &&
        deadlineOf(each) > context.tools.now().getTime()
      ) {
        context.requeueAt(deadlineOf(each));
        count = replicasOf(rollout);
      }
    }
    if (wantedReplicas(each) !== count) {
      scale(context, each, count);
      hasScaled = true;
    }
  }
  return hasScaled;
}

function scaleDownCanary(
  context: RolloutContext,
  active: ReplicaSet[],
): boolean {
  const { rollout } = context;
  let total = 0;
  for (const each of active.sort(byCreation)) {
    const available = availableReplicas(each);
    const wanted = wantedReplicas(each);
    if (wanted > available) {
      scale(context, each, available);
      total += wanted - available;
    }
  }
  const minAvailable = replicasOf(rollout) - fenceposts(rollout).maxUnavailable;
  let left = sumAvailable(context.allRSs) - minAvailable;
  if (left <= 0) {
    return false;
  }
  for (const each of active.sort(byRevisionDescending)) {
    const wanted = wantedReplicas(each);
    if (left <= 0 || wanted === 0) {
      continue;
    }
    const count = Math.max(0, wanted - left);
    scale(context, each, count);
    left -= wanted - count;
    total += wanted - count;
  }
  return total > 0;
}

/** Takes down what is neither new nor stable; tells whether that was a change. */
export function reconcileOtherReplicaSets(context: RolloutContext): boolean {
  const active = context.otherRSs.filter(each => wantedReplicas(each) > 0);
  if (active.length === 0) {
    return false;
  }
  return context.rollout.spec.strategy?.blueGreen
    ? scaleDownBlueGreen(context, active)
    : scaleDownCanary(context, active);
}

/** Deletes the oldest ReplicaSets beyond the limit, and the analysis runs of their time. */
export function pruneHistory(context: RolloutContext): void {
  const { otherRSs, otherRuns, rollout, tools, namespace } = context;
  const surplus = otherRSs.length - revisionHistoryLimit(rollout);
  for (const each of [...otherRSs]
    .sort(byCreation)
    .slice(0, Math.max(0, surplus))) {
    if (wantedReplicas(each) > 0 || (each.status?.replicas ?? 0) > 0) {
      continue;
    }
    const { name } = each.metadata;
    tools.store.delete({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      namespace,
      name,
    });
    for (const run of otherRuns.filter(one => hashOf(one) === hashOf(each))) {
      tools.store.delete({
        apiVersion: run.apiVersion,
        kind: run.kind,
        namespace,
        name: run.metadata.name,
      });
    }
  }
}
