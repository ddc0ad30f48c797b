import { ReplicaSetFacts, RolloutFacts } from '../../parse';

/** What Argo Rollouts' own tools show: the weight that is set and the one that is reached. */
export function rolloutWeight(
  rollout: RolloutFacts,
  replicaSets: ReplicaSetFacts[],
): { set: number; actual: number } {
  const set = setWeight(rollout);
  return { set, actual: actualWeight(rollout, replicaSets, set) };
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
  replicaSets: ReplicaSetFacts[],
  set: number,
): number {
  const { status } = rollout;
  if (!hasCurrentStep(rollout)) return 100;
  // Counted over the ReplicaSets: the Rollout's own count is older than theirs.
  const available = replicaSets.reduce((sum, it) => sum + it.available, 0);
  if (available === 0) return 0;
  if (rollout.trafficRouting) return status.canaryWeight ?? set;
  const canary = replicaSets.find(it => it.hash === status.currentPodHash);
  return Math.floor(((canary?.available ?? 0) * 100) / available);
}
