import {
  OperationKind,
  OperationOffer,
  Sentence,
} from '@slipway/plugin-delivery-common';
import { RolloutFacts } from '../../parse';
import { say } from '../common/say';
import { EnvironmentInput } from '../EnvironmentInput';
import { DerivedRollout } from '../rollout/deriveRollout';
import { isOnItsWay } from '../rollout/readRollout';
import { viewWorkloads } from '../workload/viewWorkloads';
import { basisOf } from './basisOf';

/** The Rollout that the operations of an environment are done to. */
export function operatedRollout(
  input: EnvironmentInput,
): { facts: RolloutFacts; derived: DerivedRollout } | undefined {
  return viewWorkloads(input).find(it => it.rollout)?.rollout;
}

/** Promote, promote fully, abort and retry, where they would do something now. */
export function offerRolloutOperations(
  input: EnvironmentInput,
): OperationOffer[] {
  const rollout = operatedRollout(input);
  if (!rollout) return [];
  const { facts, derived } = rollout;
  const { image, stable } = derived.labels;
  const environment = input.environment.title;
  const words = { environment, image, stable };
  const offer = (kind: OperationKind, effect: Sentence): OperationOffer => ({
    kind,
    effect,
    basis: rolloutBasis(kind, facts),
  });
  const { reading } = derived;
  switch (reading.kind) {
    case 'paused':
      return [
        offer('promote', promoteEffect(facts, derived, environment)),
        ...(canPromoteFully(facts)
          ? [
              offer(
                'promote-full',
                say('operation.promoteFull', { environment, image }),
              ),
            ]
          : []),
        ...(isOnItsWay(facts)
          ? [offer('abort', say('operation.abort', words))]
          : []),
      ];
    case 'stepping':
    case 'analysing':
    case 'preview-analysing':
      return [
        ...(canPromoteFully(facts)
          ? [
              offer(
                'promote-full',
                say('operation.promoteFull', { environment, image }),
              ),
            ]
          : []),
        offer('abort', say('operation.abort', words)),
      ];
    case 'replacing':
    case 'all-steps':
    case 'preview-starting':
    case 'promoting-fully':
      return [offer('abort', say('operation.abort', words))];
    case 'deadline-exceeded':
    case 'degraded':
      return isOnItsWay(facts)
        ? [offer('abort', say('operation.abort', words))]
        : [];
    case 'aborted':
      return [offer('retry', say('operation.retry', { environment, image }))];
    default:
      return [];
  }
}

/** Steps or checks are left to be skipped, and there is something to promote. */
function canPromoteFully(rollout: RolloutFacts): boolean {
  const { status, steps, strategy } = rollout;
  if (!isOnItsWay(rollout) || status.updatedReplicas === 0) return false;
  if (strategy === 'blue-green') return rollout.promotionAnalysis;
  return (status.currentStepIndex ?? steps.length) < steps.length - 1;
}

/** What a promotion brings: the next step, or all of it. */
function promoteEffect(
  rollout: RolloutFacts,
  { labels: { image, stable }, reading }: DerivedRollout,
  environment: string,
): Sentence {
  const { status, steps, strategy } = rollout;
  if (!isOnItsWay(rollout)) return say('operation.resume', { environment });
  const isByPerson =
    reading.kind === 'paused' &&
    reading.reason === 'by-a-person' &&
    status.pauseConditions.length === 0;
  const next = (status.currentStepIndex ?? steps.length) + (isByPerson ? 0 : 1);
  if (strategy === 'blue-green' || next >= steps.length) {
    return say('operation.promoteLast', { environment, image, stable });
  }
  const weights = steps
    .slice(0, next + 1)
    .flatMap(it => (it.kind === 'set-weight' ? [it.weight] : []));
  return say('operation.promoteStep', {
    environment,
    image,
    step: next + 1,
    steps: steps.length,
    weight: weights.at(-1) ?? 0,
  });
}

/** A pod more or less, or the next writing of the same state, leaves the basis as it is. */
function rolloutBasis(
  kind: OperationKind,
  { ref, paused, status }: RolloutFacts,
): string {
  return basisOf([
    kind,
    ref.uid,
    status.currentPodHash ?? null,
    status.stableHash ?? null,
    status.abort ?? false,
    paused,
    // An abort takes back the revision at whatever step it is.
    ...(kind === 'abort'
      ? []
      : [
          status.currentStepIndex ?? null,
          status.pauseConditions.map(it => it.reason),
          status.pauseConditions.at(0)?.startTime ?? null,
          status.abortedAt ?? null,
        ]),
  ]);
}
