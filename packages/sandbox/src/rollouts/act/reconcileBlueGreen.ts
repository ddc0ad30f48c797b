import type { StoredObject } from '../../world/seams.ts';
import { isReadyForPause } from '../decide/newReplicaCount.ts';
import { findPause } from '../decide/PauseContext.ts';
import {
  availableReplicas,
  hashOf,
  sumActual,
  sumAvailable,
} from '../model/ReplicaSet.ts';
import type { RolloutStatus } from '../model/Rollout.ts';
import { replicasOf, statusOf } from '../model/Rollout.ts';
import { reconcileAnalysisRuns } from './analysisRuns.ts';
import {
  baseStatus,
  finish,
  formatSelector,
  isTemplateChanged,
  promoteStable,
  promotionReason,
  resetStatus,
} from './finish.ts';
import { scale, syncRevision } from './replicaSets.ts';
import { restartPods } from './restart.ts';
import type { RolloutContext } from './RolloutContext.ts';
import {
  pruneHistory,
  reconcileNewReplicaSet,
  reconcileOtherReplicaSets,
  removeDeadlines,
} from './scaleDown.ts';
import {
  hasPassedPrePromotion,
  isFastTracked,
  reconcileActiveService,
  reconcilePreviewService,
  selectorOf,
} from './services.ts';

export function scaleBlueGreen(context: RolloutContext): void {
  removeDeadlines(context);
  if (context.stableRS) {
    scale(context, context.stableRS, replicasOf(context.rollout));
  }
  reconcileNewReplicaSet(context);
  reconcileOtherReplicaSets(context);
  pruneHistory(context);
}

function reconcilePause(
  context: RolloutContext,
  activeService: StoredObject,
): void {
  const { rollout, newRS, pause } = context;
  const status = statusOf(rollout);
  const strategy = rollout.spec.strategy!.blueGreen!;
  if (
    status.abort ||
    context.isHalted ||
    !newRS ||
    !isReadyForPause(rollout, { ...context.sets, newRS })
  ) {
    return;
  }
  const seconds = strategy.autoPromotionSeconds ?? 0;
  const needsPause = strategy.autoPromotionEnabled === false || seconds > 0;
  if (
    isFastTracked(context, activeService) ||
    status.blueGreen?.scaleUpPreviewCheckPoint ||
    !needsPause
  ) {
    pause.remove('BlueGreenPause');
    return;
  }
  if (!hasPassedPrePromotion(context)) {
    return;
  }
  const known = findPause(rollout, 'BlueGreenPause');
  if (!known) {
    if (!status.controllerPause) {
      pause.add('BlueGreenPause');
    }
  } else if (pause.hasPassedBlueGreenPause) {
    pause.remove('BlueGreenPause');
  } else if (seconds > 0) {
    context.requeueAt(Date.parse(known.startTime) + seconds * 1_000);
  }
}

function isPreviewCheckPointReached(context: RolloutContext): boolean {
  const { rollout, pause, newRS } = context;
  const preview = rollout.spec.strategy?.blueGreen?.previewReplicaCount;
  if (preview === undefined) {
    return false;
  }
  return (
    Boolean(statusOf(rollout).blueGreen?.scaleUpPreviewCheckPoint) ||
    (hasPassedPrePromotion(context) &&
      pause.hasPassedBlueGreenPause &&
      availableReplicas(newRS) === preview)
  );
}

function finishBlueGreen(
  context: RolloutContext,
  previewService: StoredObject | undefined,
  activeService: StoredObject,
): void {
  const { rollout, pause, allRSs } = context;
  const previous = statusOf(rollout);
  const next: RolloutStatus = {
    ...baseStatus(context),
    stableRS: previous.stableRS,
  };
  if (isTemplateChanged(context)) {
    resetStatus(context, next);
  }
  if (previous.promoteFull || context.isRollbackWithinWindow) {
    pause.clear();
    pause.removeAbort();
  }
  const activeSelector = selectorOf(activeService);
  next.blueGreen = {
    ...next.blueGreen,
    previewSelector: selectorOf(previewService) || undefined,
    activeSelector: activeSelector || undefined,
  };
  const reason = promotionReason(context, next);
  if (reason) {
    promoteStable(context, next, reason);
  } else if (isPreviewCheckPointReached(context)) {
    next.blueGreen.scaleUpPreviewCheckPoint = true;
  }
  const active = allRSs.find(each => hashOf(each) === activeSelector);
  if (active && activeSelector) {
    next.HPAReplicas = active.status?.replicas ?? 0;
    next.availableReplicas = availableReplicas(active);
    next.readyReplicas = active.status?.readyReplicas ?? 0;
    next.selector = formatSelector(active.spec.selector.matchLabels);
  } else {
    next.HPAReplicas = sumActual(allRSs);
    next.availableReplicas = sumAvailable(allRSs);
  }
  finish(context, next);
}

/** One pass over a blue-green rollout. */
export function reconcileBlueGreen(context: RolloutContext): void {
  const strategy = context.rollout.spec.strategy!.blueGreen!;
  const previewService = context.service(strategy.previewService);
  const activeService = context.service(strategy.activeService)!;
  syncRevision(context);
  reconcilePreviewService(context, previewService);
  if (!isTemplateChanged(context)) {
    restartPods(context);
    scaleBlueGreen(context);
    reconcilePause(context, activeService);
    reconcileActiveService(context, activeService);
    reconcileAnalysisRuns(context);
  }
  finishBlueGreen(context, previewService, activeService);
}
