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
  const abort = offer(
    'abort',
    facts.strategy === 'blue-green'
      ? say('operation.abortPreview', words)
      : say('operation.abort', words),
  );
  const promoteFull = canPromoteFully(facts, derived)
    ? [
        offer(
          'promote-full',
          say('operation.promoteFull', { environment, image }),
        ),
      ]
    : [];
  switch (reading.kind) {
    case 'paused':
      return [
        ...(isPromotable(facts, derived)
          ? [offer('promote', promoteEffect(facts, derived, environment))]
          : []),
        ...promoteFull,
        ...(isOnItsWay(facts) ? [abort] : []),
      ];
    case 'stepping':
    case 'analysing':
    case 'preview-analysing':
      return [...promoteFull, abort];
    case 'replacing':
    case 'all-steps':
    case 'preview-starting':
    case 'promoting-fully':
      return [abort];
    case 'deadline-exceeded':
    case 'degraded':
      return isOnItsWay(facts) ? [abort] : [];
    case 'aborted':
      return [offer('retry', say('operation.retry', { environment, image }))];
    default:
      return [];
  }
}

/** The newest revision has none of the pods that it should have: there is nothing to promote. */
function isPromotable(
  rollout: RolloutFacts,
  { current }: DerivedRollout,
): boolean {
  if (!isOnItsWay(rollout)) return true;
  return (
    current !== undefined && (current.wanted === 0 || current.available > 0)
  );
}

/** Steps or checks are left to be skipped, and pods are there to take over. */
function canPromoteFully(
  rollout: RolloutFacts,
  { current }: DerivedRollout,
): boolean {
  const { status, steps, strategy } = rollout;
  if (!isOnItsWay(rollout) || !current || current.available === 0) return false;
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
