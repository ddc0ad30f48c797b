import type { ReplicaSet } from '../model/ReplicaSet.ts';
import {
  availableReplicas,
  hashOf,
  wantedReplicas,
} from '../model/ReplicaSet.ts';
import type { Rollout } from '../model/Rollout.ts';
import { replicasOf, statusOf } from '../model/Rollout.ts';
import { canaryReplicaCounts, type CanarySets } from './canaryReplicaCounts.ts';

/** How many pods the new ReplicaSet of a blue-green rollout shall have now. */
function blueGreenCount(
  rollout: Rollout,
  newRS: ReplicaSet,
  allRSs: ReplicaSet[],
): number {
  const status = statusOf(rollout);
  const preview = rollout.spec.strategy?.blueGreen?.previewReplicaCount;
  const replicas = replicasOf(rollout);
  const active = allRSs.find(
    each => hashOf(each) === status.blueGreen?.activeSelector,
  );
  if (
    preview === undefined ||
    !active ||
    active.metadata.name === newRS.metadata.name ||
    status.promoteFull
  ) {
    return replicas;
  }
  const isPaused =
    rollout.spec.paused || (status.pauseConditions ?? []).length > 0;
  return hashOf(newRS) === status.currentPodHash &&
    !isPaused &&
    status.blueGreen?.scaleUpPreviewCheckPoint
    ? replicas
    : preview;
}

/** How many pods the new ReplicaSet shall have now. */
export function newReplicaCount(
  rollout: Rollout,
  sets: CanarySets & { newRS: ReplicaSet; allRSs: ReplicaSet[] },
): number {
  return rollout.spec.strategy?.blueGreen
    ? blueGreenCount(rollout, sets.newRS, sets.allRSs)
    : canaryReplicaCounts(rollout, sets).canary;
}

/** The new ReplicaSet has what it shall have, all of it available. */
export function isReadyForPause(
  rollout: Rollout,
  sets: CanarySets & { newRS: ReplicaSet; allRSs: ReplicaSet[] },
): boolean {
  const count = newReplicaCount(rollout, sets);
  return (
    wantedReplicas(sets.newRS) === count &&
    availableReplicas(sets.newRS) === count
  );
}
