import {
  deliveryReadPermission,
  WiringList,
} from '@slipway/plugin-delivery-common';
import { RequestHandler } from 'express';
import { presentWiringSummary, sortSummaries } from '../../health';
import { ApiContext } from '../ApiContext';
import { authorizeLaunches } from '../launches/authorizeLaunches';
import { spellOut } from '../spellOut';

/** `GET /v1/wiring`; with `?texts=en` every sentence has its text. */
export function getWirings(context: ApiContext): RequestHandler {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { fleet, found } = context.health;
    const seen = await authorizeLaunches(
      context,
      await fleet.all(),
      deliveryReadPermission,
      credentials,
    );
    const stored = new Map(
      (await found.all()).map(one => [one.entityRef, one] as const),
    );
    const now = context.now().getTime();
    const list: WiringList = {
      services: sortSummaries(
        [...seen].map(({ entityRef, service }) =>
          presentWiringSummary(
            stored.get(entityRef) ?? {
              entityRef,
              service,
              knownSince: now,
              failures: 0,
            },
          ),
        ),
      ),
    };
    response
      .set('Cache-Control', 'private, no-cache')
      .set('Vary', 'Authorization')
      .json(
        request.query.texts === 'en'
          ? spellOut(JSON.parse(JSON.stringify(list)))
          : list,
      );
  };
}
