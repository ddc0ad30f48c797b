import { Entity } from '@backstage/catalog-model';
import { deriveOccupancy } from './deriveOccupancy';

const ownedBy = (...targetRefs: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments' },
  relations: targetRefs.map(targetRef => ({ type: 'ownedBy', targetRef })),
});
const mine = ['user:default/developer', 'group:default/payments-team'];

describe('a name', () => {
  it('is free when no service bears it', () => {
    expect(deriveOccupancy(undefined, mine)).toEqual({ kind: 'free' });
  });

  it("is the user's when a group of the user owns its service", () => {
    expect(
      deriveOccupancy(ownedBy('group:default/payments-team'), mine),
    ).toEqual({ kind: 'own' });
  });

  it("is somebody else's otherwise, and says whose", () => {
    expect(deriveOccupancy(ownedBy('group:default/checkout'), mine)).toEqual({
      kind: 'foreign',
      owner: 'checkout',
    });
  });

  it("is not the user's when nobody owns its service", () => {
    expect(deriveOccupancy(ownedBy(), mine)).toEqual({ kind: 'foreign' });
  });
});
