import { currentStep, isFullyPromoted } from '../decide/canarySteps.ts';
import { needsNewRun, selectSurplusRuns } from '../decide/analysisRuns.ts';
import { findPause } from '../decide/PauseContext.ts';
import {
  availableReplicas,
  hashOf,
  isSaturated,
  wantedReplicas,
} from '../model/ReplicaSet.ts';
import type { AnalysisReference } from '../model/Rollout.ts';
import { replicasOf, statusOf } from '../model/Rollout.ts';
import { createAnalysisRun } from './createAnalysisRun.ts';
import type {
  AnalysisRun,
  CurrentAnalysisRuns,
  RolloutContext,
} from './RolloutContext.ts';

const DONE = ['Successful', 'Failed', 'Error', 'Inconclusive'];

export function isRunDone(run: AnalysisRun): boolean {
  return DONE.includes(run.status?.phase);
}

function cancel(context: RolloutContext, runs: Array<AnalysisRun | undefined>) {
  for (const run of runs) {
    if (run && !run.spec?.terminate && !isRunDone(run)) {
      context.tools.store.mergePatch(
        {
          apiVersion: run.apiVersion,
          kind: run.kind,
          namespace: context.namespace,
          name: run.metadata.name,
        },
        { spec: { terminate: true } },
      );
    }
  }
}

/** What the result of an analysis does to the rollout. */
function applyResult(
  context: RolloutContext,
  run: AnalysisRun | undefined,
  what: string,
): void {
  const { phase, message } = run?.status ?? {};
  if (phase === 'Inconclusive') {
    context.pause.add('InconclusiveAnalysisRun');
  } else if (phase === 'Error' || phase === 'Failed') {
    const text = `${what} phase error/failed`;
    context.pause.addAbort(message ? `${text}: ${message}` : text);
  }
}

function stepRun(context: RolloutContext): AnalysisRun | undefined {
  const { rollout, currentRuns } = context;
  const status = statusOf(rollout);
  const { step, index } = currentStep(rollout);
  const current = currentRuns.step;
  if ((status.pauseConditions ?? []).length > 0 || status.abort) {
    return current;
  }
  const label = current?.metadata.labels?.['step-index'];
  if (
    !step?.analysis?.templates?.length ||
    (current && label !== String(index))
  ) {
    cancel(context, [current]);
    return undefined;
  }
  if (needsNewRun(current, rollout)) {
    return createAnalysisRun(context, step.analysis, {
      infix: String(index),
      labels: { 'rollout-type': 'Step', 'step-index': String(index) },
    });
  }
  applyResult(context, current, 'Step-based analysis');
  return current;
}

function backgroundRun(context: RolloutContext): AnalysisRun | undefined {
  const { rollout, currentRuns } = context;
  const status = statusOf(rollout);
  const analysis = rollout.spec.strategy?.canary?.analysis;
  const current = currentRuns.background;
  if (!analysis?.templates?.length) {
    cancel(context, [current]);
    return undefined;
  }
  const { index } = currentStep(rollout);
  const isTooEarly = (index ?? Infinity) < (analysis.startingStep ?? 0);
  if (!status.stableRS || isFullyPromoted(rollout) || isTooEarly) {
    return undefined;
  }
  if (findPause(rollout, 'InconclusiveAnalysisRun')) {
    return current;
  }
  if (needsNewRun(current, rollout)) {
    return createAnalysisRun(context, analysis, {
      labels: { 'rollout-type': 'Background' },
    });
  }
  applyResult(context, current, 'Background analysis');
  return current;
}

function skipsPrePromotion(
  context: RolloutContext,
  current: AnalysisRun | undefined,
): boolean {
  const { rollout, newRS } = context;
  const { stableRS, blueGreen } = statusOf(rollout);
  const hash = hashOf(newRS);
  const active = blueGreen?.activeSelector;
  if (stableRS === hash || !active || active === hash || !hash) {
    return true;
  }
  if (current) {
    return false;
  }
  const preview = rollout.spec.strategy?.blueGreen?.previewReplicaCount;
  return preview === undefined
    ? !isSaturated(replicasOf(rollout), newRS)
    : wantedReplicas(newRS) !== preview || availableReplicas(newRS) !== preview;
}

function skipsPostPromotion(
  context: RolloutContext,
  current: AnalysisRun | undefined,
): boolean {
  const { rollout, newRS } = context;
  const { stableRS, blueGreen } = statusOf(rollout);
  const hash = hashOf(newRS);
  if (stableRS === hash || blueGreen?.activeSelector !== hash || !hash) {
    return true;
  }
  return !current && !isSaturated(replicasOf(rollout), newRS);
}

function promotionRun(
  context: RolloutContext,
  kind: 'pre' | 'post',
  analysis: AnalysisReference | undefined,
  current: AnalysisRun | undefined,
): AnalysisRun | undefined {
  if (!analysis?.templates?.length) {
    cancel(context, [current]);
    return undefined;
  }
  const skips = kind === 'pre' ? skipsPrePromotion : skipsPostPromotion;
  if (skips(context, current)) {
    cancel(context, [current]);
    return current;
  }
  if (
    !findPause(context.rollout, 'InconclusiveAnalysisRun') &&
    needsNewRun(current, context.rollout)
  ) {
    return createAnalysisRun(context, analysis, {
      infix: kind,
      labels: {
        'rollout-type': kind === 'pre' ? 'PrePromotion' : 'PostPromotion',
      },
    });
  }
  applyResult(context, current, `Blue/green ${kind}-promotion analysis`);
  return current;
}

function reference(run: AnalysisRun | undefined) {
  return run
    ? {
        name: run.metadata.name,
        status: (run.status?.phase as string | undefined) ?? '',
        ...(run.status?.message ? { message: run.status.message } : {}),
      }
    : undefined;
}

function announce(
  context: RolloutContext,
  type: string,
  run: AnalysisRun | undefined,
  previous: { name: string; status: string } | undefined,
): void {
  const phase = run?.status?.phase;
  if (!run || !phase || (previous && previous.name !== run.metadata.name)) {
    return;
  }
  const before = previous ? previous.status : 'NoPreviousStatus';
  if (before !== phase) {
    context.tools.record(context.rollout, {
      reason: `AnalysisRun${phase}`,
      message: `${type} Analysis Run '${run.metadata.name}' Status New: '${phase}' Previous: '${before}'`,
      type: phase === 'Failed' || phase === 'Error' ? 'Warning' : 'Normal',
    });
  }
}

function selectRuns(context: RolloutContext): CurrentAnalysisRuns {
  const { rollout, currentRuns, pause } = context;
  const status = statusOf(rollout);
  const { blueGreen } = rollout.spec.strategy ?? {};
  if (
    isFullyPromoted(rollout) ||
    pause.isAborted ||
    status.promoteFull ||
    context.isRollbackWithinWindow ||
    !status.stableRS
  ) {
    cancel(context, Object.values(currentRuns));
    // The aborting run stays in the status, so that one sees why.
    return pause.isAborted
      ? currentRuns
      : {
          prePromotion: currentRuns.prePromotion,
          postPromotion: currentRuns.postPromotion,
        };
  }
  if (!blueGreen) {
    return { step: stepRun(context), background: backgroundRun(context) };
  }
  return {
    prePromotion: promotionRun(
      context,
      'pre',
      blueGreen.prePromotionAnalysis,
      currentRuns.prePromotion,
    ),
    postPromotion: promotionRun(
      context,
      'post',
      blueGreen.postPromotionAnalysis,
      currentRuns.postPromotion,
    ),
  };
}

/** Starts, follows and ends the analysis runs of a rollout. */
export function reconcileAnalysisRuns(context: RolloutContext): void {
  const previous = statusOf(context.rollout);
  const runs = selectRuns(context);
  context.currentRuns = runs;
  context.newStatus.canary = {
    currentStepAnalysisRunStatus: reference(runs.step),
    currentBackgroundAnalysisRunStatus: reference(runs.background),
  };
  context.newStatus.blueGreen = {
    prePromotionAnalysisRunStatus: reference(runs.prePromotion),
    postPromotionAnalysisRunStatus: reference(runs.postPromotion),
  };
  const others = context.otherRuns.filter(
    run =>
      !Object.values(runs).some(one => one?.metadata.uid === run.metadata.uid),
  );
  cancel(context, others);
  for (const run of selectSurplusRuns(
    others,
    context.rollout,
    context.allRSs,
  )) {
    const { name } = run.metadata;
    const { apiVersion, kind } = run;
    context.tools.store.delete({
      apiVersion,
      kind,
      namespace: context.namespace,
      name,
    });
  }
  const { canary, blueGreen } = previous;
  announce(
    context,
    'PostPromotion',
    runs.postPromotion,
    blueGreen?.postPromotionAnalysisRunStatus,
  );
  announce(
    context,
    'PrePromotion',
    runs.prePromotion,
    blueGreen?.prePromotionAnalysisRunStatus,
  );
  announce(context, 'Step', runs.step, canary?.currentStepAnalysisRunStatus);
  announce(
    context,
    'Background',
    runs.background,
    canary?.currentBackgroundAnalysisRunStatus,
  );
}
