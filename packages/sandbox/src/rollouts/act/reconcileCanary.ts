import {
  canaryReplicaCounts,
  hasStableBeside,
  isAtDesiredCounts,
} from '../decide/canaryReplicaCounts.ts';
import {
  currentStep,
  describeStep,
  stepHash,
  stepsOf,
} from '../decide/canarySteps.ts';
import { findPause } from '../decide/PauseContext.ts';
import { durationSeconds } from '../model/defaults.ts';
import { hashOf, sumActual, sumAvailable } from '../model/ReplicaSet.ts';
import { statusOf } from '../model/Rollout.ts';
import { reconcileAnalysisRuns } from './analysisRuns.ts';
import {
  baseStatus,
  finish,
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
import { reconcileCanaryServices } from './services.ts';

function areStepsChanged(context: RolloutContext): boolean {
  const known = statusOf(context.rollout).currentStepHash;
  return known !== stepHash(context.rollout);
}

/** One ReplicaSet at a time; tells whether one has been scaled. */
export function scaleCanary(context: RolloutContext): boolean {
  if (context.isHalted) {
    return false;
  }
  removeDeadlines(context);
  const { stableRS } = context;
  if (stableRS && hasStableBeside(context.sets)) {
    const { stable } = canaryReplicaCounts(context.rollout, context.sets);
    if (scale(context, stableRS, stable)) {
      return true;
    }
  }
  return reconcileNewReplicaSet(context) || reconcileOtherReplicaSets(context);
}

function reconcilePause(context: RolloutContext): void {
  const { rollout, pause } = context;
  const { step } = currentStep(rollout);
  const status = statusOf(rollout);
  if (rollout.spec.paused || status.promoteFull || !step?.pause) {
    return;
  }
  const known = findPause(rollout, 'CanaryPauseStep');
  if (!known) {
    if (!status.controllerPause) {
      pause.add('CanaryPauseStep');
    }
    return;
  }
  if (step.pause.duration !== undefined) {
    context.requeueAt(
      Date.parse(known.startTime) +
        durationSeconds(step.pause.duration) * 1_000,
    );
  }
}

function isStepCompleted(context: RolloutContext): boolean {
  const { rollout, pause, currentRuns } = context;
  const { step } = currentStep(rollout);
  if (rollout.spec.paused || !step) {
    return false;
  }
  if (step.pause) {
    return pause.hasPassedPauseStep(step.pause.duration);
  }
  if (step.setWeight !== undefined || step.setCanaryScale) {
    return isAtDesiredCounts(rollout, context.sets);
  }
  if (step.analysis) {
    return currentRuns.step?.status?.phase === 'Successful';
  }
  // Experiments, plugins and routes have no effect here, so they are done at once.
  return true;
}

/** Derives the status at the end of a pass, and writes it. */
function finishCanary(context: RolloutContext): void {
  const { rollout, pause, newRS, allRSs } = context;
  const previous = statusOf(rollout);
  const steps = stepsOf(rollout).length;
  let { index } = currentStep(rollout);
  const { step } = currentStep(rollout);
  const next = {
    ...baseStatus(context),
    availableReplicas: sumAvailable(allRSs),
    HPAReplicas: sumActual(allRSs),
    stableRS: previous.stableRS,
    currentStepHash: stepHash(rollout),
  };

  if (isTemplateChanged(context) || areStepsChanged(context)) {
    resetStatus(context, next);
    if (steps > 0 && newRS) {
      if (previous.stableRS === hashOf(newRS)) {
        context.record('SkipSteps', 'Rollback to stable ReplicaSets');
        next.currentStepIndex = steps;
      } else if (
        context.isRollbackWithinWindow &&
        (newRS.status?.replicas ?? 0) > 0
      ) {
        context.record(
          'SkipSteps',
          'Rollback to active ReplicaSets within RollbackWindow',
        );
        next.currentStepIndex = steps;
      }
    }
    return finish(context, next);
  }

  if (previous.promoteFull || context.isRollbackWithinWindow) {
    pause.clear();
    pause.removeAbort();
    index = steps > 0 ? steps : index;
  }
  const reason = promotionReason(context, next);
  if (reason) {
    promoteStable(context, next, reason);
    return finish(context, next);
  }
  if (pause.isAborted) {
    if (steps > 0) {
      next.currentStepIndex = next.stableRS === next.currentPodHash ? steps : 0;
    }
    return finish(context, next);
  }
  if (step && index !== undefined && isStepCompleted(context)) {
    index += 1;
    next.canary = { ...next.canary, currentStepAnalysisRunStatus: undefined };
    context.record(
      'RolloutStepCompleted',
      `Rollout step ${index}/${steps} completed (${describeStep(step)})`,
    );
    pause.remove('CanaryPauseStep');
  }
  next.currentStepIndex = index;
  return finish(context, next);
}

/** One pass over a canary rollout. */
export function reconcileCanary(context: RolloutContext): void {
  syncRevision(context);
  if (isTemplateChanged(context) || areStepsChanged(context)) {
    finishCanary(context);
    return;
  }
  if (restartPods(context) > 0) {
    return;
  }
  pruneHistory(context);
  reconcileCanaryServices(context);
  reconcileAnalysisRuns(context);
  if (!context.pause.hasAdded && !scaleCanary(context)) {
    reconcilePause(context);
  }
  finishCanary(context);
}
