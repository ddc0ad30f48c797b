import { RolloutFacts } from '../../parse';
import { addSeconds, earliest } from '../common/times';
import { RolloutReading } from './RolloutReading';

/** Why the controller paused, since when, and when it goes on by itself. */
export function readPause(
  rollout: RolloutFacts,
): Extract<RolloutReading, { kind: 'paused' }> {
  const { pauseConditions, currentStepIndex } = rollout.status;
  const since = earliest(...pauseConditions.map(it => it.startTime));
  const reasons = pauseConditions.map(it => it.reason);
  if (reasons.some(it => it.startsWith('Inconclusive'))) {
    return { kind: 'paused', reason: 'inconclusive-analysis', since };
  }
  if (reasons.includes('BlueGreenPause')) {
    const { enabled, seconds } = rollout.autoPromotion;
    return {
      kind: 'paused',
      reason: 'blue-green',
      since,
      ...(enabled && timer(since, seconds)),
    };
  }
  const step = rollout.steps[currentStepIndex ?? -1];
  return {
    kind: 'paused',
    reason: 'step',
    since,
    ...(step?.kind === 'pause' && timer(since, step.seconds)),
  };
}

function timer(
  since: string | undefined,
  seconds: number | undefined,
): { until?: string; seconds?: number } {
  if (seconds === undefined) return {};
  return {
    seconds,
    ...(since !== undefined && { until: addSeconds(since, seconds) }),
  };
}
