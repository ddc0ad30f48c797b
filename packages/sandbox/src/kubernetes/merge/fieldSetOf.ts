import { childPlace, childrenOf, type Place } from './children.ts';
import { FieldSet } from './FieldSet.ts';

/** The fields that a value sets. */
export function fieldSetOf(place: Place, value: unknown): FieldSet {
  const set = new FieldSet();
  const children = childrenOf(place, value);
  if (!children || (children.size === 0 && place.fields.length > 0)) {
    set.member = true;
    return set;
  }
  for (const [element, child] of children) {
    const childSet = fieldSetOf(childPlace(place, element), child);
    if (!element.startsWith('f:')) {
      childSet.member = true;
    }
    set.children.set(element, childSet);
  }
  return set;
}
