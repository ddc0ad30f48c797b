import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  getEntityRelations,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';

/** Who has a name. */
export type Occupancy =
  | { kind: 'free' }
  /** The user's own service: a launch brings it up to date. */
  | { kind: 'own' }
  /** Somebody else's; `owner` is undefined where nobody is named. */
  | { kind: 'foreign'; owner?: string };

/** Whose name it is, from the service that bears it and from what the user owns things as. */
export function deriveOccupancy(
  entity: Entity | undefined,
  ownershipEntityRefs: string[],
): Occupancy {
  if (!entity) {
    return { kind: 'free' };
  }
  const owners = getEntityRelations(entity, RELATION_OWNED_BY);
  const mine = new Set(ownershipEntityRefs.map(ref => ref.toLowerCase()));
  if (owners.some(owner => mine.has(stringifyEntityRef(owner)))) {
    return { kind: 'own' };
  }
  const owner = owners
    .map(each => humanizeEntityRef(each, { defaultKind: 'group' }))
    .join(', ');
  return owner ? { kind: 'foreign', owner } : { kind: 'foreign' };
}
