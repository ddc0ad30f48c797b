import { isCompleted } from '../decide/progress.ts';
import { validateRollout } from '../decide/validateRollout.ts';
import { findCondition, newCondition } from '../model/conditions.ts';
import { hashOf, sumActual, sumAvailable } from '../model/ReplicaSet.ts';
import type { Rollout, RolloutCondition } from '../model/Rollout.ts';
import { ROLLOUT_API, statusOf } from '../model/Rollout.ts';
import { dropNeedlessAbort } from './finish.ts';
import { loadContext } from './loadContext.ts';
import { patchConditions, persistStatus } from './persistStatus.ts';
import { reconcileBlueGreen, scaleBlueGreen } from './reconcileBlueGreen.ts';
import { reconcileCanary, scaleCanary } from './reconcileCanary.ts';
import {
  createReplicaSet,
  isScalingEvent,
  syncRevision,
} from './replicaSets.ts';
import { resolveWorkload } from './resolveWorkload.ts';
import type { RolloutContext, RolloutTools } from './RolloutContext.ts';

const TRY_INVALID_AGAIN_MS = 20_000;

function findInvalidity(context: RolloutContext): string | undefined {
  const { tools, namespace } = context;
  return validateRollout(context.rollout, {
    service: name => context.service(name),
    analysisTemplate: (name, isClusterWide) =>
      tools.store.get({
        apiVersion: ROLLOUT_API,
        kind: isClusterWide ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate',
        namespace: isClusterWide ? undefined : namespace,
        name,
      }),
  });
}

function refuse(context: RolloutContext, why: string): void {
  const { rollout, tools } = context;
  const message = `The Rollout "${rollout.metadata.name}" is invalid: ${why}`;
  const known = findCondition(statusOf(rollout).conditions, 'InvalidSpec');
  if (known && known.message !== message) {
    const status = statusOf(rollout);
    rollout.status = {
      ...status,
      conditions: status.conditions?.filter(each => each !== known),
    };
  }
  patchConditions(context, [
    newCondition(tools.now(), 'InvalidSpec', 'True', 'InvalidSpec', message),
  ]);
  tools.requeueAfter(TRY_INVALID_AGAIN_MS);
}

/** What has been paused, resumed or retried since the last pass. */
function derivePauseConditions(
  rollout: Rollout,
  now: Date,
): RolloutCondition[] {
  const status = statusOf(rollout);
  const progressing = findCondition(status.conditions, 'Progressing');
  const isPaused =
    (status.pauseConditions ?? []).length > 0 || Boolean(rollout.spec.paused);
  const isMarkedAborted = progressing?.reason === 'RolloutAborted';
  const isMarkedPaused = progressing?.reason === 'RolloutPaused';
  const marked = findCondition(status.conditions, 'Paused')?.status === 'True';
  const found: RolloutCondition[] = [];
  const set = (...rest: [string, RolloutCondition['status'], string, string]) =>
    found.push(newCondition(now, ...rest));
  if (isPaused !== isMarkedPaused && !isMarkedAborted && !isCompleted(status)) {
    if (isPaused) {
      set('Progressing', 'Unknown', 'RolloutPaused', 'Rollout is paused');
    } else {
      set('Progressing', 'Unknown', 'RolloutResumed', 'Rollout is resumed');
    }
  }
  if (!status.abort && isMarkedAborted) {
    set(
      'Progressing',
      'Unknown',
      'RolloutRetry',
      'Retrying Rollout after abort',
    );
  }
  if (isPaused !== marked && !isMarkedAborted) {
    set(
      'Paused',
      isPaused ? 'True' : 'False',
      'RolloutPaused',
      'Rollout is paused',
    );
  }
  return found;
}

/** Only the number of replicas has changed: nothing else moves in this pass. */
function reconcileScaleOnly(context: RolloutContext): void {
  syncRevision(context);
  const status = { ...statusOf(context.rollout) };
  const { allRSs } = context;
  const active = allRSs.find(
    each => hashOf(each) === status.blueGreen?.activeSelector,
  );
  if (context.rollout.spec.strategy?.blueGreen) {
    scaleBlueGreen(context);
  } else {
    scaleCanary(context);
  }
  const counted = active ? [active] : allRSs;
  persistStatus(context, {
    ...status,
    HPAReplicas: sumActual(counted),
    availableReplicas: sumAvailable(counted),
  });
}

/** One pass over one rollout. */
export function reconcileRollout(tools: RolloutTools, rollout: Rollout): void {
  if (rollout.metadata.deletionTimestamp) {
    return;
  }
  if (rollout.spec.replicas === undefined) {
    const { name, namespace } = rollout.metadata;
    // The autoscaler needs a number to begin with.
    tools.store.mergePatch(
      { apiVersion: ROLLOUT_API, kind: 'Rollout', namespace, name },
      { spec: { replicas: 1 } },
    );
    return;
  }
  const context = loadContext(tools, resolveWorkload(tools.store, rollout));
  const why = findInvalidity(context);
  if (why) {
    refuse(context, why);
    return;
  }
  if (!context.newRS) {
    createReplicaSet(context);
  }
  dropNeedlessAbort(context);
  const conditions = derivePauseConditions(context.rollout, tools.now());
  if (conditions.length > 0) {
    patchConditions(context, conditions);
  }
  syncRevision(context);
  if (isScalingEvent(context)) {
    reconcileScaleOnly(context);
  } else if (context.rollout.spec.strategy?.blueGreen) {
    reconcileBlueGreen(context);
  } else {
    reconcileCanary(context);
  }
}
