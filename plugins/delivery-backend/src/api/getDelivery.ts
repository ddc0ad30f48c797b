import { NotAllowedError } from '@backstage/errors';
import { deliveryReadPermission } from '@slipway/plugin-delivery-common';
import { RequestHandler } from 'express';
import { leaseNames } from '../observe/DeliveryObserver';
import { ApiContext } from './ApiContext';
import { authorize } from './authorize';
import { findService } from './findService';
import { etagOf, presentDelivery } from './presentDelivery';
import { ServiceParams } from './ServiceParams';
import { spellOut } from './spellOut';

/** `GET /v1/services/:kind/:namespace/:name`; with `?texts=en` every sentence has its text. */
export function getDelivery(
  context: ApiContext,
): RequestHandler<ServiceParams> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const wiring = await findService(context, request.params, credentials);
    const { entityRef } = wiring;
    const allowed = await authorize(
      context.permissions,
      entityRef,
      credentials,
    );
    if (!allowed.read) {
      throw new NotAllowedError(
        `You may not see the delivery of ${entityRef}; the permission is ${deliveryReadPermission.name}`,
      );
    }
    const [stored, lease] = await Promise.all([
      context.store.get(entityRef),
      context.leases.read(leaseNames.environments),
    ]);
    if (!stored?.pipelines) {
      context.pipelines.look(entityRef);
    }
    const delivery = presentDelivery({
      wiring,
      stored,
      lease,
      operations: allowed.operations,
      knownSince: context.services.knownSince(entityRef),
      now: context.now(),
    });
    response
      .set('ETag', etagOf(delivery))
      .set('Cache-Control', 'private, no-cache')
      .set('Vary', 'Authorization')
      .json(
        request.query.texts === 'en'
          ? spellOut(JSON.parse(JSON.stringify(delivery)))
          : delivery,
      );
  };
}
