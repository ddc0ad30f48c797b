import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  Permission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { LaunchRecord } from '../../ledger';
import { ApiContext } from '../ApiContext';

type Owned = Pick<LaunchRecord, 'entityRef' | 'owner' | 'actor'>;
type OnEntity = ResourcePermission<'catalog-entity'>;

/**
 * For which of these somebody has a permission. It is decided on the catalog entity; where there is
 * none yet, or none any more, conditions are taken to hold for whoever launched the service and for
 * whoever belongs to the owner that was given at launch.
 */
export async function authorizeLaunches<T extends Owned>(
  context: Pick<ApiContext, 'permissions' | 'catalog' | 'auth' | 'userInfo'>,
  launches: readonly T[],
  permission: Permission,
  credentials: BackstageCredentials,
): Promise<Set<T>> {
  if (launches.length === 0) {
    return new Set();
  }
  const known = await knownEntities(context, launches);
  const refs = [...known];
  const decisions = await context.permissions.authorize(
    refs.map(resourceRef => ({
      permission: permission as OnEntity,
      resourceRef,
    })),
    { credentials },
  );
  const allowed = new Set(
    refs.filter((_, i) => decisions[i].result === AuthorizeResult.ALLOW),
  );
  const mayWithoutEntity =
    known.size === new Set(launches.map(one => one.entityRef)).size
      ? () => false
      : await withoutEntity(context, permission, credentials);
  return new Set(
    launches.filter(launch =>
      known.has(launch.entityRef)
        ? allowed.has(launch.entityRef)
        : mayWithoutEntity(launch),
    ),
  );
}

async function knownEntities(
  context: Pick<ApiContext, 'catalog' | 'auth'>,
  launches: readonly Owned[],
): Promise<Set<string>> {
  const entityRefs = [...new Set(launches.map(({ entityRef }) => entityRef))];
  const { items } = await context.catalog.getEntitiesByRefs(
    { entityRefs, fields: ['kind', 'metadata.name', 'metadata.namespace'] },
    { credentials: await context.auth.getOwnServiceCredentials() },
  );
  return new Set(entityRefs.filter((_, index) => items[index]));
}

async function withoutEntity(
  context: Pick<ApiContext, 'permissions' | 'auth' | 'userInfo'>,
  permission: Permission,
  credentials: BackstageCredentials,
): Promise<(launch: Owned) => boolean> {
  const [decision] = await context.permissions.authorizeConditional(
    [{ permission: permission as OnEntity }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return () => decision.result === AuthorizeResult.ALLOW;
  }
  if (!context.auth.isPrincipal(credentials, 'user')) {
    return () => false;
  }
  const { userEntityRef, ownershipEntityRefs } =
    await context.userInfo.getUserInfo(credentials);
  const own = new Set([userEntityRef, ...ownershipEntityRefs]);
  return ({ owner, actor }) =>
    actor === userEntityRef || (owner !== undefined && own.has(owner));
}
