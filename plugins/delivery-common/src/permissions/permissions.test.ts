import { operationKinds } from '../state';
import { deliveryPermissions, operationPermissions } from './permissions';

describe('the permissions', () => {
  it('are one for each operation, one to see, one to take back and one to take down', () => {
    expect(Object.keys(operationPermissions).sort()).toEqual(
      [...operationKinds].sort(),
    );
    expect(deliveryPermissions).toHaveLength(operationKinds.length + 3);
  });

  it('have names of their own and are bound to the catalog entity', () => {
    const names = deliveryPermissions.map(it => it.name);
    expect(new Set(names).size).toBe(names.length);
    expect(deliveryPermissions.map(it => it.resourceType)).toEqual(
      names.map(() => 'catalog-entity'),
    );
  });
});
