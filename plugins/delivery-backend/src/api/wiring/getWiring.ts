import { createHash } from 'node:crypto';
import { WiringHealth } from '@slipway/plugin-delivery-common';
import { RequestHandler } from 'express';
import { outcomesInLedger, presentWiring } from '../../health';
import { ApiContext } from '../ApiContext';
import { ServiceParams } from '../ServiceParams';
import { spellOut } from '../spellOut';
import { findWired } from './findWired';
import { mayWork } from './mayWork';

/**
 * `GET /v1/services/:kind/:namespace/:name/wiring`; with `?texts=en` every sentence has its text. A
 * service that was never looked at is looked at soon.
 */
export function getWiring(context: ApiContext): RequestHandler<ServiceParams> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const member = await findWired(context, request.params, credentials);
    const { entityRef, service } = member;
    const { found, orders } = context.health;
    const stored = await found.get(entityRef);
    if (stored?.attemptedAt === undefined) {
      await found.want(member, context.now());
    }
    const { current, last } = await orders.ofService(entityRef);
    const [mayRepair, mayRotate] = await Promise.all([
      mayWork(context, member, 'repair', credentials),
      mayWork(context, member, 'rotate', credentials),
    ]);
    const health = presentWiring({
      entityRef,
      service,
      stored: stored ?? (await found.get(entityRef)),
      current: current && {
        ...current,
        outcomes: outcomesInLedger(
          await context.ledger.entriesOf(entityRef),
          current.id,
        ),
      },
      last,
      mayRepair: mayRepair && member.isLaunched,
      mayRotate: mayRotate && member.isLaunched,
    });
    response
      .set('ETag', etagOf(health))
      .set('Cache-Control', 'private, no-cache')
      .set('Vary', 'Authorization')
      .json(
        request.query.texts === 'en'
          ? spellOut(JSON.parse(JSON.stringify(health)))
          : health,
      );
  };
}

/** Tells a browser whether it has this already. */
function etagOf(health: WiringHealth): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(health))
    .digest('base64url');
  return `W/"${hash.slice(0, 22)}"`;
}
