import type { StoredObject } from '../../world/seams.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import { byCreation, hashOf } from '../model/ReplicaSet.ts';
import type { Rollout } from '../model/Rollout.ts';
import { statusOf } from '../model/Rollout.ts';
import { findPause } from './PauseContext.ts';

/**
 * None yet; or one that came to no result and a person went on all the same; or one from before
 * an abort that is now retried.
 */
export function needsNewRun(
  current: StoredObject | undefined,
  rollout: Rollout,
): boolean {
  if (!current) {
    return true;
  }
  const status = statusOf(rollout);
  if (
    status.controllerPause &&
    !findPause(rollout, 'CanaryPauseStep') &&
    !findPause(rollout, 'BlueGreenPause')
  ) {
    return current.status?.phase === 'Inconclusive';
  }
  return status.abortedAt !== undefined;
}

/** Finished runs beyond the limits, oldest first, and those whose ReplicaSet is gone. */
export function selectSurplusRuns(
  runs: StoredObject[],
  rollout: Rollout,
  replicaSets: ReplicaSet[],
): StoredObject[] {
  const limits = rollout.spec.analysis ?? {};
  const hashes = new Set(replicaSets.map(hashOf));
  const keep = (phases: string[], limit: number) => {
    const finished = runs
      .filter(run => phases.includes(run.status?.phase))
      .sort(byCreation);
    return finished.slice(0, Math.max(0, finished.length - limit));
  };
  return runs.filter(
    run =>
      !run.metadata.deletionTimestamp &&
      (!hashes.has(hashOf(run)) ||
        keep(['Successful'], limits.successfulRunHistoryLimit ?? 5).includes(
          run,
        ) ||
        keep(
          ['Failed', 'Error', 'Inconclusive'],
          limits.unsuccessfulRunHistoryLimit ?? 5,
        ).includes(run)),
  );
}
