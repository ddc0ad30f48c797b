import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { deriveOccupancy, Occupancy } from './deriveOccupancy';

export interface NameLookUpApis {
  catalogApi: typeof catalogApiRef.T;
  identityApi: IdentityApi;
}

/** Looks in the catalog who has the name of a service. */
export async function lookUpName(
  name: string,
  { catalogApi, identityApi }: NameLookUpApis,
): Promise<Occupancy> {
  const [entity, identity] = await Promise.all([
    catalogApi.getEntityByRef(
      stringifyEntityRef({
        kind: 'component',
        namespace: DEFAULT_NAMESPACE,
        name,
      }),
    ),
    identityApi.getBackstageIdentity(),
  ]);
  return deriveOccupancy(entity, identity.ownershipEntityRefs);
}
