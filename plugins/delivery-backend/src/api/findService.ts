import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { ServiceWiring } from '../services';
import { ApiContext } from './ApiContext';

/** The service of a path, as far as who asks may see it in the catalog. */
export async function findService(
  context: ApiContext,
  params: { kind: string; namespace: string; name: string },
  credentials: BackstageCredentials,
): Promise<ServiceWiring> {
  const entityRef = stringifyEntityRef(params);
  const entity =
    params.kind.toLocaleLowerCase('en-US') === 'component'
      ? await context.catalog.getEntityByRef(entityRef, { credentials })
      : undefined;
  if (!entity) {
    throw new NotFoundError(
      `There is no component ${entityRef} in the catalog that you may see`,
    );
  }
  return context.services.take(entity);
}
