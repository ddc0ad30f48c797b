import { ReplicaSetFacts, RolloutFacts } from '../../parse';
import { conditionOf, isDeadlineExceeded } from '../common/conditions';
import { readPause } from './readPause';
import { RolloutReading } from './RolloutReading';

/**
 * What a Rollout is doing. `phase` alone is not to be trusted: it is that of the generation that
 * was observed last, and a promotion, an abort or a retry is written beside it before the
 * controller has taken it up.
 */
export function readRollout(
  rollout: RolloutFacts,
  current: ReplicaSetFacts | undefined,
  isNewImage: boolean,
): RolloutReading {
  const { status } = rollout;
  if (rollout.deletingSince !== undefined) return { kind: 'removing' };
  if (rollout.observedGeneration === undefined) {
    return { kind: 'taking-up', what: 'first' };
  }
  if (isBehind(rollout)) {
    // A controller that was paused doesn't take up anything until it is resumed.
    if (rollout.paused && status.abort !== true) {
      return {
        kind: 'paused',
        reason: 'by-a-person',
        since: pausedSince(rollout),
      };
    }
    // A new spec with the same image, such as a resume, doesn't end the pause at a step.
    if (!isNewImage && isHeld(rollout)) return readPause(rollout);
    if (!rollout.paused) return { kind: 'taking-up', what: 'change' };
  }
  if (conditionOf(status.conditions, 'InvalidSpec')?.status === 'True') {
    return { kind: 'invalid-spec' };
  }
  if (status.abort === true) return { kind: 'aborted' };
  if (isAbortedStatus(rollout)) return { kind: 'taking-up', what: 'retry' };
  if (status.promoteFull && isOnItsWay(rollout)) {
    return { kind: 'promoting-fully' };
  }
  if (isDeadlineExceeded(status.conditions)) {
    return { kind: 'deadline-exceeded' };
  }
  if (rollout.paused) {
    return {
      kind: 'paused',
      reason: 'by-a-person',
      since: pausedSince(rollout),
    };
  }
  if (status.pauseConditions.length > 0) return readPause(rollout);
  if (status.phase === 'Paused')
    return { kind: 'taking-up', what: 'promotion' };
  if (status.phase === 'Degraded') return { kind: 'degraded' };
  if (isOnItsWay(rollout)) {
    return rollout.strategy === 'blue-green'
      ? readBlueGreen(rollout)
      : readCanary(rollout);
  }
  return readStable(rollout, current);
}

/** The status is that of an older spec. */
export function isBehind(rollout: RolloutFacts): boolean {
  const { observedGeneration } = rollout;
  return (
    observedGeneration === undefined || observedGeneration < rollout.generation
  );
}

/** There is a revision before the newest, which is the stable one still. */
export function isOnItsWay(rollout: RolloutFacts): boolean {
  const { currentPodHash, stableHash } = rollout.status;
  return stableHash !== undefined && stableHash !== currentPodHash;
}

/** The controller paused and nobody has told it to go on. */
function isHeld({ status }: RolloutFacts): boolean {
  return (
    status.pauseConditions.length > 0 &&
    status.abort !== true &&
    !status.promoteFull
  );
}

/** The status says aborted where `abort` doesn't: a retry that has not been taken up. */
function isAbortedStatus({ status }: RolloutFacts): boolean {
  return (
    status.phase === 'Degraded' &&
    (conditionOf(status.conditions, 'Progressing')?.reason ===
      'RolloutAborted' ||
      status.message?.startsWith('RolloutAborted') === true)
  );
}

function pausedSince({ status }: RolloutFacts): string | undefined {
  const condition = conditionOf(status.conditions, 'Paused');
  return condition?.status === 'True' ? condition.since : undefined;
}

function readCanary(rollout: RolloutFacts): RolloutReading {
  const { status, steps } = rollout;
  if (steps.length === 0) return { kind: 'replacing' };
  const step = status.currentStepIndex ?? steps.length;
  if (step >= steps.length) return { kind: 'all-steps' };
  return steps[step].kind === 'analysis'
    ? { kind: 'analysing', step }
    : { kind: 'stepping', step };
}

function readBlueGreen(rollout: RolloutFacts): RolloutReading {
  const { status } = rollout;
  if (status.activeHash === status.currentPodHash) return { kind: 'verifying' };
  const analysis = status.prePromotionAnalysis?.phase;
  if (analysis === 'Running' || analysis === 'Pending' || analysis === '') {
    return { kind: 'preview-analysing' };
  }
  // A preview that is ready waits for its promotion before this is said.
  return status.message === 'active service cutover pending'
    ? { kind: 'switching' }
    : { kind: 'preview-starting' };
}

function readStable(
  rollout: RolloutFacts,
  current: ReplicaSetFacts | undefined,
): RolloutReading {
  const { status } = rollout;
  const wasHealthy = conditionOf(status.conditions, 'Healthy') !== undefined;
  // Rollout and ReplicaSet come by two watches: neither is believed before the other agrees.
  const available = Math.min(status.availableReplicas, current?.available ?? 0);
  if (
    available < rollout.replicas ||
    status.updatedReplicas < rollout.replicas
  ) {
    if (!wasHealthy) return { kind: 'starting' };
    return isRestarting(rollout)
      ? { kind: 'restarting' }
      : { kind: 'recovering' };
  }
  if (
    rollout.strategy === 'blue-green' &&
    status.activeHash !== status.currentPodHash
  ) {
    return wasHealthy ? { kind: 'switching' } : { kind: 'starting' };
  }
  if (status.phase !== 'Healthy') {
    if (!wasHealthy) return { kind: 'starting' };
    return isRestarting(rollout)
      ? { kind: 'restarting' }
      : { kind: 'finishing' };
  }
  return rollout.replicas === 0
    ? { kind: 'scaled-to-zero' }
    : { kind: 'healthy' };
}

function isRestarting(rollout: RolloutFacts): boolean {
  return (
    rollout.restartAt !== undefined &&
    rollout.status.message === 'rollout is restarting'
  );
}
