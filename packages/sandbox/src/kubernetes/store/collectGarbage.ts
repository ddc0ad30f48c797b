import type { StoredObject } from '../../world/seams.ts';

export type GarbageStep =
  /** None of its owners is left. */
  | { type: 'remove'; object: StoredObject }
  /** Some of its owners are gone. */
  | { type: 'forget-owners'; object: StoredObject; uids: string[] }
  /** Everything that it owned is gone, as its foreground deletion waited for. */
  | { type: 'release'; object: StoredObject };

/** What the garbage collector has to do about these objects. */
export function collectGarbage(objects: StoredObject[]): GarbageStep[] {
  const byUid = new Map(objects.map(object => [object.metadata.uid, object]));
  const ownersWithDependents = new Set<string>();
  const steps: GarbageStep[] = [];
  for (const object of objects) {
    const owners = object.metadata.ownerReferences ?? [];
    if (owners.length === 0) {
      continue;
    }
    owners.forEach(owner => ownersWithDependents.add(owner.uid));
    const goingInForeground = (uid: string) => {
      const { deletionTimestamp, finalizers } = byUid.get(uid)?.metadata ?? {};
      return Boolean(
        deletionTimestamp && finalizers?.includes('foregroundDeletion'),
      );
    };
    const gone = owners.filter(owner => !byUid.has(owner.uid));
    const going = owners.filter(owner => goingInForeground(owner.uid));
    if (gone.length + going.length === owners.length) {
      if (!object.metadata.deletionTimestamp) {
        steps.push({ type: 'remove', object });
      }
    } else if (gone.length > 0) {
      steps.push({
        type: 'forget-owners',
        object,
        uids: gone.map(owner => owner.uid),
      });
    }
  }
  for (const object of objects) {
    const { deletionTimestamp, finalizers, uid } = object.metadata;
    if (
      deletionTimestamp &&
      finalizers?.includes('foregroundDeletion') &&
      !ownersWithDependents.has(uid)
    ) {
      steps.push({ type: 'release', object });
    }
  }
  return steps;
}
