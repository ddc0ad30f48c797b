import { RolloutStep, StepProgress } from '@slipway/plugin-delivery-common';
import { RolloutFacts, RolloutStepFacts } from '../../parse';

/**
 * The steps with their progress. The index is that of the current step from 0, or the number of
 * steps when all are done; a first deployment skips them, and an abort starts over.
 */
export function rolloutSteps(rollout: RolloutFacts): RolloutStep[] {
  const { status, steps } = rollout;
  const isIdle =
    status.currentStepIndex === undefined ||
    status.abort === true ||
    status.stableHash === undefined;
  return steps.map((step, index) => ({
    ...stepOf(step),
    progress: isIdle ? 'next' : progressOf(index, status.currentStepIndex ?? 0),
  }));
}

function progressOf(index: number, current: number): StepProgress {
  if (index < current) return 'done';
  return index === current ? 'current' : 'next';
}

function stepOf(step: RolloutStepFacts): Omit<RolloutStep, 'progress'> {
  switch (step.kind) {
    case 'set-weight':
      return { kind: 'set-weight', weight: step.weight };
    case 'pause':
      return {
        kind: 'pause',
        ...(step.seconds !== undefined && { seconds: step.seconds }),
      };
    case 'analysis':
      return { kind: 'analysis', names: step.templates };
    case 'scale':
      return { kind: 'scale' };
    case 'other':
      return { kind: 'other', names: [step.name] };
    default:
      throw unknownStep(step);
  }
}

function unknownStep(step: never): Error {
  return new Error(`Unknown step of a Rollout: ${JSON.stringify(step)}`);
}
