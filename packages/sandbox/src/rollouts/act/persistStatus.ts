import { derivePhase } from '../decide/derivePhase.ts';
import { isHealthy, isIndefinite } from '../decide/progress.ts';
import { findCondition, withCondition } from '../model/conditions.ts';
import { progressDeadlineSeconds } from '../model/defaults.ts';
import type {
  Rollout,
  RolloutCondition,
  RolloutStatus,
} from '../model/Rollout.ts';
import { ROLLOUT_API, statusOf } from '../model/Rollout.ts';
import { createMergePatch } from './createMergePatch.ts';
import type { RolloutContext } from './RolloutContext.ts';

const ALWAYS_WRITTEN = ['canary', 'blueGreen', 'currentStepIndex'];

/** Leaves out what Rollouts does not write: zero, false and empty. */
function trim(status: RolloutStatus): Record<string, unknown> {
  return {
    blueGreen: {},
    canary: {},
    ...Object.fromEntries(
      Object.entries(status).filter(
        ([key, value]) =>
          ALWAYS_WRITTEN.includes(key) ||
          (Array.isArray(value) ? value.length > 0 : Boolean(value)),
      ),
    ),
  };
}

function keyOf(rollout: Rollout) {
  const { name, namespace } = rollout.metadata;
  return { apiVersion: ROLLOUT_API, kind: 'Rollout', namespace, name };
}

/** Patches only what differs from the status that the pass began with. */
function patchStatus(context: RolloutContext, next: RolloutStatus): boolean {
  const { rollout, tools } = context;
  const status = createMergePatch(trim(statusOf(rollout)), trim(next));
  if (Object.keys(status).length === 0) {
    return false;
  }
  tools.store.mergePatch(keyOf(rollout), { status }, { subresource: 'status' });
  return true;
}

function withPhase(context: RolloutContext, next: RolloutStatus) {
  const { rollout } = context;
  const observed = {
    ...next,
    observedGeneration: String(rollout.metadata.generation ?? 0),
  };
  return { ...observed, ...emptyPhase, ...derivePhase(rollout.spec, observed) };
}

const emptyPhase = { phase: undefined, message: undefined };

/**
 * Writes conditions at once. What the pass began with stays as it was, so that what it writes
 * at its end may bring the old conditions back for a moment: so does Rollouts.
 */
export function patchConditions(
  context: RolloutContext,
  conditions: RolloutCondition[],
): void {
  const status = statusOf(context.rollout);
  const next = {
    ...status,
    conditions: conditions.reduce(
      (all, condition) => withCondition(all, condition).conditions,
      status.conditions ?? [],
    ),
  };
  patchStatus(context, withPhase(context, next));
}

function requeueStuck(context: RolloutContext, next: RolloutStatus): void {
  const { rollout } = context;
  const status = statusOf(rollout);
  const progressing = findCondition(status.conditions, 'Progressing');
  if (
    !progressing ||
    isHealthy(rollout, next) ||
    progressing.reason === 'ProgressDeadlineExceeded' ||
    (status.pauseConditions ?? []).length > 0 ||
    rollout.spec.paused ||
    status.abort ||
    isIndefinite(rollout)
  ) {
    return;
  }
  const deadline =
    Date.parse(progressing.lastUpdateTime) +
    progressDeadlineSeconds(rollout) * 1_000;
  context.tools.requeueAfter(
    Math.max(1_000, deadline + 1_000 - context.tools.now().getTime()),
  );
}

/** Ends a pass: pauses, phase and message are added, and what has changed is written. */
export function persistStatus(
  context: RolloutContext,
  status: RolloutStatus,
): void {
  const previous = statusOf(context.rollout);
  const next = withPhase(context, {
    ...status,
    abort: undefined,
    abortedAt: undefined,
    pauseConditions: undefined,
    controllerPause: undefined,
    ...context.pause.derive(),
  });
  if (!patchStatus(context, next)) {
    requeueStuck(context, next);
    return;
  }
  const wasPaused = (previous.pauseConditions ?? []).length > 0;
  const pause = next.pauseConditions?.[0];
  if (!wasPaused && pause) {
    context.record('RolloutPaused', `Rollout is paused (${pause.reason})`);
  } else if (wasPaused && !pause && !next.abortedAt) {
    context.record('RolloutResumed', 'Rollout is resumed');
  }
}
