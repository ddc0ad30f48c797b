import { Sentence } from '@slipway/plugin-delivery-common';
import { ReplicaSetFacts, RolloutFacts } from '../../parse';
import { say } from '../common/say';
import { duration } from '../common/times';
import { RolloutReading } from './RolloutReading';

/** What a sentence about a Rollout is made of. */
export interface RolloutWords {
  rollout: RolloutFacts;
  reading: RolloutReading;
  /** The tag that the pod template asks for. */
  image: string;
  /** The tag of the stable revision. */
  stable: string;
  /** Whether the pod template asks for another image than the newest revision has. */
  isNewImage: boolean;
  weight: { set: number; actual: number };
  current?: ReplicaSetFacts;
  /** A failed analysis is behind an abort. */
  isAnalysisFailed: boolean;
}

export function rolloutSentence(words: RolloutWords): Sentence {
  const { rollout, reading, image, stable, weight } = words;
  const { name } = rollout.ref;
  switch (reading.kind) {
    case 'removing':
      return say('rollout.removing', { name });
    case 'taking-up':
      return takingUpSentence(words, reading.what);
    case 'invalid-spec':
      return say('rollout.invalidSpec', { name });
    case 'aborted':
      return words.isAnalysisFailed
        ? say('rollout.abortedByAnalysis', { image, stable })
        : say('rollout.aborted', { image, stable });
    case 'promoting-fully':
      return say('rollout.promotingFully', { image });
    case 'deadline-exceeded':
      return say('rollout.deadlineExceeded', { image });
    case 'paused':
      return pauseSentence(words, reading);
    case 'degraded':
      return say('rollout.degraded', { image });
    case 'starting':
      return arePodsThere(words.current)
        ? say('rollout.startingPods', { image })
        : say('rollout.creatingPods', { image });
    case 'restarting':
      return say('rollout.restarting', { image });
    case 'recovering':
      return say('rollout.recovering', { image });
    case 'replacing':
      return say('rollout.replacing', { image });
    case 'stepping':
      return stepSentence(words, reading.step, weight.set);
    case 'analysing':
      return say('rollout.analysing', {
        image,
        step: reading.step + 1,
        steps: rollout.steps.length,
      });
    case 'all-steps':
      return say('rollout.allSteps', { image });
    case 'preview-starting':
      return say('rollout.previewStarting', { image });
    case 'preview-analysing':
      return say('rollout.previewAnalysing', { image });
    case 'switching':
      return say('rollout.switching', { image });
    case 'verifying':
      return say('rollout.verifying', { image });
    case 'finishing':
      return say('rollout.finishing', { image });
    case 'scaled-to-zero':
      return say('rollout.scaledToZero', { name });
    case 'healthy':
      return say('rollout.healthy', { image });
    default:
      throw unknownReading(reading);
  }
}

function takingUpSentence(
  { rollout, image, isNewImage }: RolloutWords,
  what: Extract<RolloutReading, { kind: 'taking-up' }>['what'],
): Sentence {
  switch (what) {
    case 'first':
      return say('rollout.takingUpFirst', { name: rollout.ref.name });
    case 'promotion':
      return say('rollout.takingUpPromotion', { image });
    case 'retry':
      return say('rollout.takingUpRetry', { image });
    case 'change':
      return isNewImage
        ? say('rollout.takingUpImage', { image })
        : say('rollout.takingUp');
    default:
      throw unknownReading(what);
  }
}

function pauseSentence(
  { rollout, image, stable, weight }: RolloutWords,
  pause: Extract<RolloutReading, { kind: 'paused' }>,
): Sentence {
  const length =
    pause.seconds === undefined ? undefined : duration(pause.seconds);
  switch (pause.reason) {
    case 'by-a-person':
      return rollout.status.currentPodHash === rollout.status.stableHash
        ? say('rollout.pausedByPersonIdle', {
            name: rollout.ref.name,
            image: stable,
          })
        : say('rollout.pausedByPerson', { image });
    case 'inconclusive-analysis':
      return say('rollout.pausedInconclusive', { image });
    case 'blue-green':
      return length === undefined
        ? say('rollout.pausedPreview', { image })
        : say('rollout.pausedPreviewForTime', { image, duration: length });
    case 'step':
      return length === undefined
        ? say('rollout.pausedForPerson', { image, weight: weight.actual })
        : say('rollout.pausedForTime', {
            image,
            weight: weight.actual,
            duration: length,
          });
    default:
      throw unknownReading(pause.reason);
  }
}

function stepSentence(
  { rollout, image }: RolloutWords,
  step: number,
  weight: number,
): Sentence {
  const place = { image, step: step + 1, steps: rollout.steps.length };
  return weight === 0
    ? say('rollout.stepWithoutTraffic', place)
    : say('rollout.step', { ...place, weight });
}

/** Waiting has two phases: for the pods to exist, then for them to be ready (T23). */
function arePodsThere(current: ReplicaSetFacts | undefined): boolean {
  return (
    current !== undefined &&
    current.wanted > 0 &&
    current.replicas >= current.wanted
  );
}

function unknownReading(reading: never): Error {
  return new Error(`Unknown reading of a Rollout: ${JSON.stringify(reading)}`);
}
