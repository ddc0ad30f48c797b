import { assemble, childPlace, childrenOf, structureOf } from './children.ts';
import type { Place } from './children.ts';
import { FieldSet } from './FieldSet.ts';

/** The live value with what was applied on top of it. */
export function mergeApplied(
  place: Place,
  live: unknown,
  applied: unknown,
): unknown {
  if (applied === undefined) {
    return live;
  }
  const liveChildren = live === undefined ? undefined : childrenOf(place, live);
  const appliedChildren = childrenOf(place, applied);
  if (!liveChildren || !appliedChildren) {
    return applied;
  }
  const merged = new Map<string, unknown>();
  const structure = structureOf(place, applied);
  // Lists take the order of what is applied, then what others have put there.
  const order =
    structure.type === 'map'
      ? [...liveChildren.keys(), ...appliedChildren.keys()]
      : [...appliedChildren.keys(), ...liveChildren.keys()];
  for (const element of order) {
    merged.set(
      element,
      mergeApplied(
        childPlace(place, element),
        liveChildren.get(element),
        appliedChildren.get(element),
      ),
    );
  }
  return assemble(structure, merged);
}

/**
 * The value without these fields, except where something under them is kept; undefined when
 * nothing of it is left.
 */
export function removeFields(
  place: Place,
  value: unknown,
  fields: FieldSet,
  keep: FieldSet,
): unknown {
  if (fields.member && keep.isEmpty) {
    return undefined;
  }
  const children = childrenOf(place, value);
  if (!children) {
    return value;
  }
  const left = new Map<string, unknown>();
  for (const [element, child] of children) {
    const remove = fields.children.get(element);
    const result = remove
      ? removeFields(
          childPlace(place, element),
          child,
          remove,
          keep.children.get(element) ?? new FieldSet(),
        )
      : child;
    if (result !== undefined) {
      left.set(element, result);
    }
  }
  return left.size === 0 && children.size > 0 && keep.isEmpty
    ? undefined
    : assemble(structureOf(place, value), left);
}
