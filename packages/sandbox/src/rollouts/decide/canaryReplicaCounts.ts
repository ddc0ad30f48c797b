import { fenceposts, MAX_WEIGHT } from '../model/defaults.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import {
  availableReplicas,
  sumAvailable,
  sumWanted,
  wantedReplicas,
} from '../model/ReplicaSet.ts';
import type { Rollout } from '../model/Rollout.ts';
import { replicasOf } from '../model/Rollout.ts';
import { desiredWeight } from './canarySteps.ts';

export interface CanaryCounts {
  canary: number;
  stable: number;
}

/** The ReplicaSets that a decision is made about. */
export interface CanarySets {
  newRS?: ReplicaSet;
  stableRS?: ReplicaSet;
  otherRSs: ReplicaSet[];
}

/** Whether there is a stable ReplicaSet beside the new one. */
export function hasStableBeside({ newRS, stableRS }: CanarySets): boolean {
  return (
    stableRS !== undefined && newRS?.metadata.name !== stableRS.metadata.name
  );
}

function isTied(weight: number, replicas: number): boolean {
  return (replicas * (weight / MAX_WEIGHT)) % 1 === 0.5;
}

/**
 * The numbers of pods whose proportion is nearest to the weight: both sides keep at least one
 * while the weight is neither 0 nor all, and one more pod is allowed where a surge is.
 */
export function approximateWeight(
  replicas: number,
  weight: number,
  maxSurge: number,
): CanaryCounts {
  if (replicas === 0) {
    return { canary: 0, stable: 0 };
  }
  const up = Math.ceil((replicas * weight) / MAX_WEIGHT);
  const down = Math.floor((replicas * weight) / MAX_WEIGHT);
  const mayBeZero =
    weight === MAX_WEIGHT || weight === 0 || (replicas === 1 && maxSurge === 0);
  const options: Array<{ canary: number; total: number }> = [];
  if (up < replicas || mayBeZero) {
    options.push({ canary: up, total: replicas });
  }
  if (!isTied(weight, replicas) && (down !== 0 || mayBeZero)) {
    options.push({ canary: down, total: replicas });
  }
  if (maxSurge > 0) {
    options.push({ canary: up, total: replicas + 1 });
    if (!isTied(weight, replicas + 1) && (down !== 0 || mayBeZero)) {
      options.push({ canary: down, total: replicas + 1 });
    }
  }
  const off = (option: { canary: number; total: number }) =>
    Math.abs((option.canary * MAX_WEIGHT) / option.total - weight);
  const best = options.reduce<(typeof options)[number] | undefined>(
    (chosen, option) =>
      chosen && off(chosen) <= off(option) ? chosen : option,
    undefined,
  );
  return best
    ? { canary: best.canary, stable: best.total - best.canary }
    : { canary: 0, stable: replicas };
}

/** What one of them may give up: what is available, or all that it wants. */
function countForScaleDown(
  replicaSet: ReplicaSet | undefined,
  ignoreAvailability: boolean,
): number {
  if (!replicaSet) {
    return 0;
  }
  const wanted = wantedReplicas(replicaSet);
  const available = availableReplicas(replicaSet);
  return wanted < available || ignoreAvailability ? wanted : available;
}

function drain(
  drained: { set: ReplicaSet | undefined; count: number; desired: number },
  other: { set: ReplicaSet | undefined; count: number },
  limits: { scaleDown: number; maxAllowed: number; minAvailable: number },
): { drained: number; other: number } {
  const wanted = wantedReplicas(drained.set);
  let down =
    drained.set && wanted > drained.desired
      ? Math.max(drained.desired, wanted - limits.scaleDown)
      : drained.count;
  let kept = other.count;
  let over = Math.max(0, kept + down - limits.maxAllowed);
  let available = drained.set
    ? Math.min(availableReplicas(drained.set), down)
    : 0;
  if (other.set) {
    kept -= over;
    available += Math.min(availableReplicas(other.set), kept);
    const spare = Math.max(0, availableReplicas(other.set) - kept);
    kept += Math.min(spare, Math.max(0, limits.minAvailable - available));
    over = Math.max(0, kept + down - limits.maxAllowed);
    down -= over;
  }
  return { drained: down, other: kept };
}

/**
 * How many pods the canary and the stable ReplicaSet shall have next, without traffic routing:
 * on the way to the weight, never above the surge and never below what must be available.
 */
export function canaryReplicaCounts(
  rollout: Rollout,
  sets: CanarySets,
): CanaryCounts {
  const { newRS, stableRS, otherRSs } = sets;
  const replicas = replicasOf(rollout);
  const { maxSurge, maxUnavailable } = fenceposts(rollout);
  const beside = hasStableBeside(sets);
  const desired = beside
    ? approximateWeight(replicas, desiredWeight(rollout), maxSurge)
    : { canary: replicas, stable: 0 };
  let canary = wantedReplicas(newRS);
  let stable = beside ? wantedReplicas(stableRS) : 0;
  const maxAllowed = replicas + maxSurge;
  let room =
    maxAllowed -
    sumWanted(otherRSs) -
    wantedReplicas(newRS) -
    (beside ? wantedReplicas(stableRS) : 0);

  if (beside && stable < desired.stable && room > 0) {
    const grown = Math.min(desired.stable, stable + room);
    room -= grown - stable;
    stable = grown;
  }
  if (newRS && canary < desired.canary && room > 0) {
    canary = Math.min(desired.canary, canary + room);
  }
  if (sumWanted(otherRSs) > 0) {
    return { canary, stable };
  }
  const minAvailable = replicas - maxUnavailable;
  const isIncreasing = !newRS || desired.canary >= wantedReplicas(newRS);
  const scaleDown =
    countForScaleDown(newRS, !isIncreasing) +
    countForScaleDown(stableRS, isIncreasing) -
    minAvailable;
  if (scaleDown <= 0) {
    return { canary, stable };
  }
  const limits = { scaleDown, maxAllowed, minAvailable };
  if (!isIncreasing) {
    const result = drain(
      { set: newRS, count: canary, desired: desired.canary },
      { set: stableRS, count: stable },
      limits,
    );
    return { canary: result.drained, stable: result.other };
  }
  if (beside) {
    const result = drain(
      { set: stableRS, count: stable, desired: desired.stable },
      { set: newRS, count: canary },
      limits,
    );
    return { canary: result.other, stable: result.drained };
  }
  return { canary, stable };
}

/** Everything runs as the current step asks for. */
export function isAtDesiredCounts(rollout: Rollout, sets: CanarySets): boolean {
  const { newRS, stableRS, otherRSs } = sets;
  const { canary, stable } = canaryReplicaCounts(rollout, sets);
  return (
    newRS !== undefined &&
    wantedReplicas(newRS) === canary &&
    availableReplicas(newRS) === canary &&
    stableRS !== undefined &&
    wantedReplicas(stableRS) === stable &&
    (stableRS.status?.replicas ?? 0) === stable &&
    sumAvailable(otherRSs) === 0
  );
}
