import { operationKinds } from '../state';
import {
  deliveryPermissions,
  operationPermissions,
  preflightPermission,
} from './permissions';

describe('the permissions', () => {
  it('are one for each operation, one to see, one to take back, to take down, to repair and to rotate, and one for preflight', () => {
    expect(Object.keys(operationPermissions).sort()).toEqual(
      [...operationKinds].sort(),
    );
    expect(deliveryPermissions).toHaveLength(operationKinds.length + 6);
  });

  it('have names of their own and are bound to the catalog entity, where there is one', () => {
    const names = deliveryPermissions.map(it => it.name);
    expect(new Set(names).size).toBe(names.length);
    // Before a launch there is no entity.
    const bound = deliveryPermissions.filter(it => it !== preflightPermission);
    expect(bound).toMatchObject(
      bound.map(() => ({ resourceType: 'catalog-entity' })),
    );
  });
});
