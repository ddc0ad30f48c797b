import type {
  RolloutPhase,
  RolloutSpec,
  RolloutStatus,
} from '../model/Rollout.ts';

export interface PhaseAndMessage {
  phase: RolloutPhase;
  message?: string;
}

function progressing(message: string): PhaseAndMessage {
  return { phase: 'Progressing', message };
}

function deriveFromConditions(
  status: RolloutStatus,
): PhaseAndMessage | undefined {
  for (const { type, reason, message } of status.conditions ?? []) {
    if (type === 'InvalidSpec') {
      return { phase: 'Degraded', message: `InvalidSpec: ${message}` };
    }
    if (reason === 'RolloutAborted' || reason === 'ProgressDeadlineExceeded') {
      return { phase: 'Degraded', message: `${reason}: ${message}` };
    }
  }
  return undefined;
}

function deriveBlueGreen(
  spec: RolloutSpec,
  status: RolloutStatus,
): PhaseAndMessage {
  const active = status.blueGreen?.activeSelector;
  if (!active || active !== status.currentPodHash) {
    return progressing('active service cutover pending');
  }
  if (!status.stableRS || status.stableRS !== status.currentPodHash) {
    const run = status.blueGreen?.postPromotionAnalysisRunStatus;
    const unfinished =
      spec.strategy?.blueGreen?.postPromotionAnalysis &&
      (!run || ['', 'Pending', 'Running'].includes(run.status));
    return progressing(
      unfinished
        ? 'waiting for analysis to complete'
        : 'waiting for post-promotion verification to complete',
    );
  }
  return { phase: 'Healthy' };
}

function deriveCanary(
  spec: RolloutSpec,
  status: RolloutStatus,
): PhaseAndMessage {
  if (
    !spec.strategy?.canary?.trafficRouting &&
    (status.replicas ?? 0) > (status.updatedReplicas ?? 0)
  ) {
    return progressing('old replicas are pending termination');
  }
  if (!status.stableRS || status.stableRS !== status.currentPodHash) {
    return progressing('waiting for all steps to complete');
  }
  return { phase: 'Healthy' };
}

/** What `status.phase` and `status.message` say, in Rollouts' order of importance. */
export function derivePhase(
  spec: RolloutSpec,
  status: RolloutStatus,
): PhaseAndMessage {
  const fromConditions = deriveFromConditions(status);
  if (fromConditions) {
    return fromConditions;
  }
  if (spec.paused) {
    return { phase: 'Paused', message: 'manually paused' };
  }
  const pause = status.pauseConditions?.[0];
  if (pause) {
    return { phase: 'Paused', message: pause.reason };
  }
  if (spec.restartAt && spec.restartAt !== status.restartedAt) {
    return progressing('rollout is restarting');
  }
  if ((status.updatedReplicas ?? 0) < (spec.replicas ?? 1)) {
    return progressing('more replicas need to be updated');
  }
  if ((status.availableReplicas ?? 0) < (status.updatedReplicas ?? 0)) {
    return progressing('updated replicas are still becoming available');
  }
  if (spec.strategy?.blueGreen) {
    return deriveBlueGreen(spec, status);
  }
  return spec.strategy?.canary
    ? deriveCanary(spec, status)
    : { phase: 'Healthy' };
}
