import { isDeepStrictEqual } from 'node:util';
import { childPlace, childrenOf, type Place } from './children.ts';
import { FieldSet } from './FieldSet.ts';
import { fieldSetOf } from './fieldSetOf.ts';

export interface FieldChanges {
  /** Fields that are new or have another value. */
  changed: FieldSet;
  removed: FieldSet;
}

/** Which fields differ between two values. */
export function compareFields(
  place: Place,
  before: unknown,
  after: unknown,
): FieldChanges {
  const changed = new FieldSet();
  const removed = new FieldSet();
  const old = childrenOf(place, before);
  const now = childrenOf(place, after);
  if (!old || !now) {
    if (!isDeepStrictEqual(before, after)) {
      changed.member = true;
    }
    return { changed, removed };
  }
  for (const [element, child] of now) {
    const where = childPlace(place, element);
    if (!old.has(element)) {
      const added = fieldSetOf(where, child);
      added.member ||= !element.startsWith('f:');
      changed.children.set(element, added);
      continue;
    }
    const changes = compareFields(where, old.get(element), child);
    if (!changes.changed.isEmpty) {
      changed.children.set(element, changes.changed);
    }
    if (!changes.removed.isEmpty) {
      removed.children.set(element, changes.removed);
    }
  }
  for (const [element, child] of old) {
    if (!now.has(element)) {
      const gone = fieldSetOf(childPlace(place, element), child);
      gone.member = true;
      removed.children.set(element, gone);
    }
  }
  return { changed, removed };
}
