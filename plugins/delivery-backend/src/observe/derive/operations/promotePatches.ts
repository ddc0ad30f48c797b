import { JsonObject } from '@backstage/types';
import { RolloutFacts } from '../../parse';
import { OperationPlan } from '../OperationPlan';
import { isOnItsWay } from '../rollout/readRollout';

/**
 * What Argo Rollouts' own tools send for a promotion. The resource version goes with the first
 * patch: of two people who promote at once only one may move the rollout on.
 */
export function promotePatches(
  rollout: RolloutFacts,
): Extract<OperationPlan, { kind: 'patch' }>['patches'] {
  const metadata = rollout.ref.resourceVersion
    ? { metadata: { resourceVersion: rollout.ref.resourceVersion } }
    : {};
  const status = promotedStatus(rollout);
  if (!rollout.paused) {
    return status
      ? [{ subresource: 'status', patch: { ...metadata, status } }]
      : [];
  }
  return [
    { patch: { ...metadata, spec: { paused: false } } },
    ...(status ? [{ subresource: 'status' as const, patch: { status } }] : []),
  ];
}

function promotedStatus(rollout: RolloutFacts): JsonObject | undefined {
  const { status, steps } = rollout;
  const next = Math.min((status.currentStepIndex ?? 0) + 1, steps.length);
  const isInconclusive = status.pauseConditions.some(it =>
    it.reason.startsWith('Inconclusive'),
  );
  if (isInconclusive && status.controllerPause && steps.length > 0) {
    return {
      pauseConditions: null,
      controllerPause: false,
      currentStepIndex: next,
    };
  }
  if (status.pauseConditions.length > 0) return { pauseConditions: null };
  // A person's pause is lifted; the step that it interrupted is still to be done.
  if (rollout.paused || !isOnItsWay(rollout)) return undefined;
  return steps.length > 0
    ? { pauseConditions: null, currentStepIndex: next }
    : undefined;
}
