import type { StoredObject } from '../../world/seams.ts';
import { findCondition, isPodReady } from '../pods/podConditions.ts';

/** Lower goes first: what is furthest from serving, then what is youngest. */
function rank(pod: StoredObject): [number, number, number, number] {
  const phases = ['Pending', 'Unknown', 'Running'];
  return [
    pod.spec?.nodeName ? 1 : 0,
    phases.indexOf(pod.status?.phase ?? 'Pending'),
    isPodReady(pod) ? 1 : 0,
    -Date.parse(
      findCondition(pod, 'Ready')?.lastTransitionTime ??
        pod.metadata.creationTimestamp,
    ),
  ];
}

function compareRanks(a: StoredObject, b: StoredObject): number {
  const [ranksA, ranksB] = [rank(a), rank(b)];
  for (let index = 0; index < ranksA.length; index += 1) {
    if (ranksA[index] !== ranksB[index]) {
      return ranksA[index] - ranksB[index];
    }
  }
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

export type ReplicaPlan =
  | { type: 'create'; count: number }
  | { type: 'delete'; pods: StoredObject[] }
  | { type: 'nothing' };

/** What makes the number of pods the wanted one. */
export function planReplicas(
  wanted: number,
  activePods: StoredObject[],
): ReplicaPlan {
  const surplus = activePods.length - wanted;
  if (surplus === 0) {
    return { type: 'nothing' };
  }
  return surplus < 0
    ? { type: 'create', count: -surplus }
    : {
        type: 'delete',
        pods: [...activePods].sort(compareRanks).slice(0, surplus),
      };
}
