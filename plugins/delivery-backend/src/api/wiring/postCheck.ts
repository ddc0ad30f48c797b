import { WiringAnswer } from '@slipway/plugin-delivery-common';
import { RequestHandler } from 'express';
import { ApiContext } from '../ApiContext';
import { ServiceParams } from '../ServiceParams';
import { findWired } from './findWired';

/** A second click is the same look; who has mended something and asks at once is to see it. */
const notWithinMs = 2_000;

/** `POST /v1/services/:kind/:namespace/:name/wiring/check`; what comes of it is told by a signal. */
export function postCheck(
  context: ApiContext,
): RequestHandler<ServiceParams, WiringAnswer> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const member = await findWired(context, request.params, credentials);
    const { found, notifier } = context.health;
    await found.ask(member, {
      by: context.auth.isPrincipal(credentials, 'user')
        ? credentials.principal.userEntityRef
        : undefined,
      now: context.now(),
      notWithinMs,
    });
    // Also when nothing was asked anew: whoever waits is to fetch what stands.
    await notifier.changed(member.entityRef);
    response.status(202).json({ accepted: true });
  };
}
