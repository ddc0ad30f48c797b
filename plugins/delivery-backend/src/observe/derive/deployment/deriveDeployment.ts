import { Release, Sentence } from '@slipway/plugin-delivery-common';
import { DeploymentFacts, ReplicaSetFacts } from '../../parse';
import {
  conditionOf,
  conditionSince,
  isDeadlineExceeded,
} from '../common/conditions';
import { imageLabel, isSameImage, serviceImage } from '../common/images';
import { say } from '../common/say';
import { latest } from '../common/times';
import { Workload } from '../common/Workload';
import { ownedReplicaSets } from '../rollout/rolloutRevisions';

/** What a Deployment is doing, read much as `kubectl rollout status` does. */
type DeploymentReading =
  | 'removing'
  | 'taking-up-first'
  | 'taking-up'
  | 'deadline-exceeded'
  | 'scaled-to-zero'
  | 'paused'
  | 'creating'
  | 'starting'
  | 'replacing'
  | 'finishing'
  /** Done, and its ReplicaSet does not say so yet. */
  | 'unseen'
  | 'healthy';

export function deriveDeployment(
  deployment: DeploymentFacts,
  allReplicaSets: ReplicaSetFacts[],
  wantedImages: Release[] = [],
): Workload {
  const replicaSets = ownedReplicaSets(deployment.ref.uid, allReplicaSets);
  const asked = serviceImage(deployment.images, wantedImages);
  const current = replicaSets.at(0);
  const serving = servingReplicaSet(deployment, replicaSets);
  const live = serving && serviceImage(serving.images, wantedImages);
  const told = readDeployment(deployment, replicaSets);
  // Deployment and ReplicaSet come by two watches: neither is believed before the other agrees.
  const isSeen =
    live &&
    asked &&
    isSameImage(live, asked) &&
    serving.available >= deployment.replicas;
  const reading = told === 'healthy' && !isSeen ? 'unseen' : told;
  return {
    kind: 'Deployment',
    name: deployment.ref.name,
    standing: standingOf(reading),
    sentence: sentenceOf(
      reading,
      deployment.ref.name,
      asked ? imageLabel(asked) : deployment.ref.name,
      asked !== undefined && !(live && isSameImage(asked, live)),
    ),
    since: sinceOf(deployment, reading, current),
    asked,
    live,
    relevant: replicaSets.filter(it => it === current || it === serving),
    isTakingUp: reading === 'taking-up' || reading === 'taking-up-first',
  };
}

function readDeployment(
  deployment: DeploymentFacts,
  replicaSets: ReplicaSetFacts[],
): DeploymentReading {
  const { status, replicas } = deployment;
  if (deployment.deletingSince !== undefined) return 'removing';
  if (deployment.observedGeneration === undefined) return 'taking-up-first';
  if (deployment.observedGeneration < deployment.generation) return 'taking-up';
  if (isDeadlineExceeded(status.conditions)) return 'deadline-exceeded';
  const isNew = !replicaSets.slice(1).some(it => it.replicas > 0);
  if (status.updatedReplicas < replicas) {
    if (deployment.paused) return 'paused';
    return isNew ? 'creating' : 'replacing';
  }
  if (status.replicas > status.updatedReplicas) {
    // Old pods also stay because the new ones are not ready to take over.
    const isReady = (replicaSets.at(0)?.available ?? 0) >= replicas;
    return isReady ? 'finishing' : 'replacing';
  }
  if (status.availableReplicas < replicas)
    return isNew ? 'starting' : 'replacing';
  return replicas === 0 ? 'scaled-to-zero' : 'healthy';
}

/**
 * The oldest revision with available pods: while the newest is coming up the one before serves
 * most of the users, and afterwards it is gone.
 */
function servingReplicaSet(
  deployment: DeploymentFacts,
  replicaSets: ReplicaSetFacts[],
): ReplicaSetFacts | undefined {
  const [newest] = replicaSets;
  if (
    newest &&
    newest.available > 0 &&
    newest.available >= deployment.replicas
  ) {
    return newest;
  }
  return [...replicaSets].reverse().find(it => it.available > 0);
}

function standingOf(reading: DeploymentReading): Workload['standing'] {
  switch (reading) {
    case 'deadline-exceeded':
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

function sentenceOf(
  reading: DeploymentReading,
  name: string,
  image: string,
  isNewImage: boolean,
): Sentence {
  switch (reading) {
    case 'removing':
      return say('rollout.removing', { name });
    case 'taking-up-first':
      return say('rollout.takingUpFirst', { name });
    case 'taking-up':
      return isNewImage
        ? say('rollout.takingUpImage', { image })
        : say('rollout.takingUp');
    case 'deadline-exceeded':
      return say('rollout.deadlineExceeded', { image });
    case 'scaled-to-zero':
      return say('rollout.scaledToZero', { name });
    case 'paused':
      return say('rollout.pausedByPerson', { image });
    case 'creating':
      return say('rollout.creatingPods', { image });
    case 'starting':
      return say('rollout.startingPods', { image });
    case 'replacing':
      return say('rollout.replacing', { image });
    case 'finishing':
      return say('rollout.finishing', { image });
    case 'unseen':
      return say('rollout.recovering', { image });
    case 'healthy':
      return say('rollout.healthy', { image });
    default:
      throw unknownReading(reading);
  }
}

function sinceOf(
  { status, createdAt }: DeploymentFacts,
  reading: DeploymentReading,
  current: ReplicaSetFacts | undefined,
): string | undefined {
  const progressing = conditionOf(status.conditions, 'Progressing');
  switch (reading) {
    case 'taking-up':
      return undefined;
    case 'deadline-exceeded':
      return conditionSince(status.conditions, 'Progressing', 'False');
    case 'healthy':
    case 'scaled-to-zero':
      // The newest revision became complete when the condition was last written.
      return latest(
        conditionSince(status.conditions, 'Available', 'True'),
        progressing?.updatedAt,
      );
    default:
      return current?.createdAt ?? createdAt;
  }
}

function unknownReading(reading: never): Error {
  return new Error(`Unknown reading of a Deployment: ${reading}`);
}
