import type { StoredObject } from '../../world/seams.ts';

export function findCondition(
  object: StoredObject,
  type: string,
): Record<string, any> | undefined {
  return (object.status?.conditions ?? []).find(
    (condition: any) => condition.type === type,
  );
}

export function isPodReady(pod: StoredObject): boolean {
  return findCondition(pod, 'Ready')?.status === 'True';
}

/** Milliseconds until the pod has been ready for long enough; 0 when it has, undefined if not ready. */
export function availableIn(
  pod: StoredObject,
  minReadySeconds: number,
  now: Date,
): number | undefined {
  const ready = findCondition(pod, 'Ready');
  if (ready?.status !== 'True') {
    return undefined;
  }
  const since = Date.parse(ready.lastTransitionTime);
  return Math.max(0, since + minReadySeconds * 1000 - now.getTime());
}

/** Whether the pod still runs or is going to: neither ended nor being deleted. */
export function isPodActive(pod: StoredObject): boolean {
  return (
    !pod.metadata.deletionTimestamp &&
    !['Succeeded', 'Failed'].includes(pod.status?.phase)
  );
}
