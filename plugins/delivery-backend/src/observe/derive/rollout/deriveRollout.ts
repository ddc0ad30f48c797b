import { Release, RolloutState } from '@slipway/plugin-delivery-common';
import {
  AnalysisRunFacts,
  ConditionFacts,
  ReplicaSetFacts,
  RolloutFacts,
} from '../../parse';
import { conditionOf, conditionSince } from '../common/conditions';
import {
  ImageParts,
  imageLabel,
  isSameImage,
  serviceImage,
} from '../common/images';
import { latest } from '../common/times';
import { Workload } from '../common/Workload';
import { readRollout } from './readRollout';
import {
  analysisRunsOf,
  analysisState,
  isFailedAnalysis,
} from './rolloutAnalyses';
import { RolloutReading } from './RolloutReading';
import { ownedReplicaSets, rolloutRevisions } from './rolloutRevisions';
import { rolloutSentence } from './rolloutSentence';
import { rolloutSteps } from './rolloutSteps';
import { rolloutWeight } from './rolloutWeight';

/** What the state of one Rollout is derived from. */
export interface RolloutInput {
  rollout: RolloutFacts;
  /** May hold those of others; the Rollout's are told by their owner. */
  replicaSets: ReplicaSetFacts[];
  analysisRuns: AnalysisRunFacts[];
  /** Tells the service's own image from those of its sidecars. */
  wantedImages?: Release[];
}

/** The state of one Rollout, and what its environment needs of it. */
export interface DerivedRollout {
  state: RolloutState;
  reading: RolloutReading;
  workload: Workload;
  /** The ReplicaSet of the newest revision. */
  current?: ReplicaSetFacts;
  /** The images on their way and of the stable revision, as sentences call them. */
  labels: { image: string; stable: string };
}

export function deriveRollout(input: RolloutInput): DerivedRollout {
  const { rollout, analysisRuns, wantedImages = [] } = input;
  const { status } = rollout;
  const replicaSets = ownedReplicaSets(rollout.ref.uid, input.replicaSets);
  const withHash = (hash: string | undefined) =>
    hash === undefined ? undefined : replicaSets.find(it => it.hash === hash);
  const current = withHash(status.currentPodHash);
  const imageOf = (replicaSet: ReplicaSetFacts | undefined) =>
    replicaSet && serviceImage(replicaSet.images, wantedImages);
  const newest = imageOf(current);
  const asked = serviceImage(rollout.images, wantedImages) ?? newest;
  const stable = imageOf(withHash(status.stableHash));
  const labels = {
    image: labelOf(asked, rollout),
    stable: labelOf(stable ?? asked, rollout),
  };
  const isNewImage =
    asked !== undefined && !(newest && isSameImage(asked, newest));
  const reading = readRollout(rollout, current, isNewImage);
  const weight = rolloutWeight(rollout, replicaSets);
  const runs = analysisRunsOf(rollout, analysisRuns);
  const sentence = rolloutSentence({
    rollout,
    reading,
    ...labels,
    isNewImage,
    weight,
    current,
    isAnalysisFailed: runs.some(it => isFailedAnalysis(it.phase)),
  });
  const state: RolloutState = {
    name: rollout.ref.name,
    strategy: rollout.strategy ?? 'canary',
    standing: rolloutStanding(reading),
    sentence,
    steps: rolloutSteps(rollout),
    // Before there is a stable revision no traffic is split.
    ...(rollout.strategy !== 'blue-green' &&
      status.stableHash !== undefined && { weight }),
    ...(reading.kind === 'paused' && { pause: pauseOf(reading) }),
    analyses: runs.map(analysisState),
    revisions: rolloutRevisions(rollout, replicaSets),
    replicas: {
      wanted: rollout.replicas,
      updated: status.updatedReplicas,
      available: status.availableReplicas,
    },
  };
  return {
    state,
    reading,
    current,
    labels,
    workload: {
      kind: 'Rollout',
      name: rollout.ref.name,
      standing: workloadStanding(reading),
      sentence,
      since: readingSince(rollout, reading, current),
      asked,
      live: imageOf(servingReplicaSet(rollout, replicaSets)),
      relevant: relevantReplicaSets(rollout, reading, isNewImage, replicaSets),
      isTakingUp: isTakingUpChange(reading, isNewImage),
    },
  };
}

/** The controller is about to act on something that what is said of the pods is older than. */
function isTakingUpChange(
  reading: RolloutReading,
  isNewImage: boolean,
): boolean {
  return (
    reading.kind === 'taking-up' && (reading.what !== 'change' || isNewImage)
  );
}

/**
 * The ReplicaSets whose pods matter: those of the stable revision and of the newest. One that was
 * given up may still have pods for a moment.
 */
function relevantReplicaSets(
  { status }: RolloutFacts,
  reading: RolloutReading,
  isNewImage: boolean,
  replicaSets: ReplicaSetFacts[],
): ReplicaSetFacts[] {
  const isGivenUp = isTakingUpChange(reading, isNewImage);
  return replicaSets.filter(
    it =>
      it.hash !== undefined &&
      (it.hash === status.stableHash ||
        it.hash === status.activeHash ||
        (it.hash === status.currentPodHash && !isGivenUp)),
  );
}

function labelOf(image: ImageParts | undefined, rollout: RolloutFacts): string {
  return image ? imageLabel(image) : rollout.ref.name;
}

function pauseOf(
  reading: Extract<RolloutReading, { kind: 'paused' }>,
): RolloutState['pause'] {
  return {
    reason: reading.reason,
    ...(reading.since !== undefined && { since: reading.since }),
    ...(reading.until !== undefined && { until: reading.until }),
  };
}

/** The revision that the users get; undefined where none of its pods is available. */
function servingReplicaSet(
  { strategy, status }: RolloutFacts,
  replicaSets: ReplicaSetFacts[],
): ReplicaSetFacts | undefined {
  const serving =
    strategy === 'blue-green' ? status.activeHash : status.stableHash;
  const available = replicaSets.filter(it => it.available > 0);
  const found = available.find(it => it.hash === serving);
  if (found || strategy === 'blue-green') return found;
  // A canary that has taken over is called stable a moment after the old pods are gone.
  return available.find(it => it.hash === status.currentPodHash);
}

function rolloutStanding(reading: RolloutReading): RolloutState['standing'] {
  if (reading.kind === 'aborted') return 'aborted';
  const standing = workloadStanding(reading);
  return standing === 'empty' ? 'healthy' : standing;
}

function workloadStanding(reading: RolloutReading): Workload['standing'] {
  switch (reading.kind) {
    case 'invalid-spec':
    case 'aborted':
    case 'deadline-exceeded':
    case 'degraded':
      return 'degraded';
    case 'paused':
      return 'paused';
    case 'healthy':
      return 'healthy';
    case 'scaled-to-zero':
      return 'empty';
    default:
      return 'progressing';
  }
}

/** Also while it is told neither way, as after a retry. */
function progressingSince(conditions: ConditionFacts[]): string | undefined {
  const progressing = conditionOf(conditions, 'Progressing');
  return progressing?.status === 'False' ? undefined : progressing?.since;
}

function readingSince(
  { status, createdAt }: RolloutFacts,
  reading: RolloutReading,
  current: ReplicaSetFacts | undefined,
): string | undefined {
  const { conditions } = status;
  switch (reading.kind) {
    case 'taking-up':
      return reading.what === 'first' ? createdAt : undefined;
    case 'invalid-spec':
      return conditionSince(conditions, 'InvalidSpec', 'True');
    case 'aborted':
      return status.abortedAt;
    case 'deadline-exceeded':
    case 'degraded':
      return conditionSince(conditions, 'Progressing', 'False');
    case 'paused':
      return reading.since;
    case 'healthy':
    case 'scaled-to-zero':
      return (
        conditionSince(conditions, 'Healthy', 'True') ??
        conditionSince(conditions, 'Completed', 'True')
      );
    default:
      return (
        latest(
          conditionSince(conditions, 'Healthy', 'False'),
          conditionSince(conditions, 'Paused', 'False'),
          progressingSince(conditions),
          current?.createdAt,
        ) ?? createdAt
      );
  }
}
