import { ReplicaSetFacts, RolloutFacts } from '../../parse';

/** What Argo Rollouts' own tools show: the weight that is set and the one that is reached. */
export function rolloutWeight(
  rollout: RolloutFacts,
  canary: ReplicaSetFacts | undefined,
): { set: number; actual: number } {
  const set = setWeight(rollout);
  return { set, actual: actualWeight(rollout, canary, set) };
}

function hasCurrentStep({ status, steps }: RolloutFacts): boolean {
  return (
    status.currentStepIndex !== undefined &&
    status.currentStepIndex < steps.length
  );
}

function setWeight(rollout: RolloutFacts): number {
  const { status, steps } = rollout;
  if (status.abort === true) return 0;
  if (!hasCurrentStep(rollout)) return 100;
  const weights = steps
    .slice(0, (status.currentStepIndex ?? 0) + 1)
    .flatMap(it => (it.kind === 'set-weight' ? [it.weight] : []));
  return weights.at(-1) ?? 0;
}

function actualWeight(
  rollout: RolloutFacts,
  canary: ReplicaSetFacts | undefined,
  set: number,
): number {
  const { status } = rollout;
  if (!hasCurrentStep(rollout)) return 100;
  if (status.availableReplicas === 0) return 0;
  if (rollout.trafficRouting) return status.canaryWeight ?? set;
  return Math.min(
    100,
    Math.floor(((canary?.available ?? 0) * 100) / status.availableReplicas),
  );
}
