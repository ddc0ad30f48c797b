import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { deliveryReadPermission } from '@slipway/plugin-delivery-common';
import { FleetMember } from '../../health';
import { ApiContext } from '../ApiContext';
import { authorizeLaunches } from '../launches/authorizeLaunches';
import { ServiceParams } from '../ServiceParams';

/** A person. */
export type Person = BackstageCredentials<BackstageUserPrincipal>;

/**
 * The service of a path, for somebody who may see its delivery. Who may not even see its entity is told
 * no more than that there is nothing.
 */
export async function findWired(
  context: ApiContext,
  params: ServiceParams,
  credentials: BackstageCredentials,
): Promise<FleetMember> {
  const entityRef = stringifyEntityRef(params);
  const entity = await context.catalog.getEntityByRef(entityRef, {
    credentials,
  });
  const member =
    (await context.health.fleet.find(entityRef)) ??
    (entity && (await takeMember(context, entity)));
  const seen = await authorizeLaunches(
    context,
    member ? [member] : [],
    deliveryReadPermission,
    credentials,
  );
  if (member && seen.has(member)) {
    return member;
  }
  if (member && entity) {
    throw new NotAllowedError(
      `You may not see the wiring of ${entityRef}; the permission is ${deliveryReadPermission.name}`,
    );
  }
  throw new NotFoundError(
    `Nothing that is still there was launched for ${entityRef}, and no annotations of it that you may see say where it is deployed; there is no wiring to look at`,
  );
}

async function takeMember(
  context: ApiContext,
  entity: Parameters<ApiContext['services']['take']>[0],
): Promise<FleetMember | undefined> {
  if (entity.kind.toLocaleLowerCase('en-US') !== 'component') {
    return undefined;
  }
  return context.health.fleet.ofWiring(context.services.take(entity));
}
