import {
  RiCheckboxCircleFill,
  RiCircleLine,
  RiErrorWarningFill,
  RiLoader4Line,
  RiPauseCircleFill,
  RiQuestionFill,
  RiRecordCircleFill,
  RiStopCircleFill,
} from '@remixicon/react';
import {
  RolloutState,
  RolloutStep,
  StepProgress,
} from '@slipway/plugin-delivery-common';
import { presentDuration } from '../time';
import { MessageKey, Phrase, phrase, Words } from '../translation';
import { look, Look } from './Look';

const standings: Record<RolloutState['standing'], Look> = {
  progressing: look('info', RiLoader4Line, 'rollout.standing.progressing'),
  paused: look('warning', RiPauseCircleFill, 'rollout.standing.paused'),
  healthy: look('success', RiCheckboxCircleFill, 'rollout.standing.healthy'),
  degraded: look('danger', RiErrorWarningFill, 'rollout.standing.degraded'),
  aborted: look('danger', RiStopCircleFill, 'rollout.standing.aborted'),
  unknown: look('neutral', RiQuestionFill, 'rollout.standing.unknown'),
};

export function presentRolloutStanding(
  standing: RolloutState['standing'],
): Look {
  return standings[standing] ?? standings.unknown;
}

const progresses: Record<StepProgress, Look> = {
  done: look('success', RiCheckboxCircleFill, 'rollout.steps.done'),
  current: look('info', RiRecordCircleFill, 'rollout.steps.current'),
  next: look('neutral', RiCircleLine, 'rollout.steps.next'),
};

export function presentProgress(progress: StepProgress): Look {
  return progresses[progress];
}

/** What a step does, in words. */
export function presentStep(step: RolloutStep, words: Words): string {
  const names = step.names?.join(', ');
  switch (step.kind) {
    case 'set-weight':
      return step.weight === undefined
        ? words.t('rollout.steps.setWeightUnknown')
        : words.t('rollout.steps.setWeight', { weight: step.weight });
    case 'pause':
      return step.seconds === undefined
        ? words.t('rollout.steps.pauseOpen')
        : words.t('rollout.steps.pauseTimed', {
            duration: words.say(presentDuration(step.seconds * 1000)),
          });
    case 'analysis':
      return names
        ? words.t('rollout.steps.analysisNamed', { names })
        : words.t('rollout.steps.analysis');
    case 'scale':
      return words.t('rollout.steps.scale');
    case 'other':
      return names
        ? words.t('rollout.steps.otherNamed', { names })
        : words.t('rollout.steps.other');
    default:
      // A newer backend may know a kind of step that this page does not.
      return words.t('rollout.steps.other');
  }
}

/** How far the steps are, counted as people count: the first is 1. */
export function presentStepCount(steps: RolloutStep[]): Phrase {
  const total = steps.length;
  const done = steps.filter(step => step.progress === 'done').length;
  const current = steps.findIndex(step => step.progress === 'current');
  if (current >= 0) {
    return phrase('rollout.steps.count', { current: current + 1, total });
  }
  if (done === total) {
    return phrase('rollout.steps.allDone', { total });
  }
  return done === 0
    ? phrase('rollout.steps.noneDone', { total })
    : phrase('rollout.steps.someDone', { done, total });
}

const pauseReasons: Record<
  NonNullable<RolloutState['pause']>['reason'],
  MessageKey
> = {
  step: 'rollout.pause.step',
  'blue-green': 'rollout.pause.blueGreen',
  'inconclusive-analysis': 'rollout.pause.inconclusiveAnalysis',
  'by-a-person': 'rollout.pause.byAPerson',
};

export function presentPauseReason(
  reason: NonNullable<RolloutState['pause']>['reason'],
): MessageKey {
  return pauseReasons[reason] ?? pauseReasons.step;
}

/** What ends a pause; a countdown never goes below nothing. */
export function presentPauseEnd(
  until: string | undefined,
  nowMs: number,
  words: Words,
): string {
  const end = until === undefined ? NaN : Date.parse(until);
  if (Number.isNaN(end)) {
    return words.t('rollout.pause.waits');
  }
  const leftMs = end - nowMs;
  return leftMs < 1000
    ? words.t('rollout.pause.anyMoment')
    : words.t('rollout.pause.goesOn', {
        duration: words.say(presentDuration(leftMs)),
      });
}

export function presentStrategy(
  strategy: RolloutState['strategy'],
): MessageKey {
  return strategy === 'blue-green'
    ? 'rollout.strategy.blueGreen'
    : 'rollout.strategy.canary';
}
