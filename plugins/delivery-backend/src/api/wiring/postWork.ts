import { NotAllowedError } from '@backstage/errors';
import {
  WiringAnswer,
  wiringRepairRequestSchema,
  wiringRotateRequestSchema,
} from '@slipway/plugin-delivery-common';
import { RequestHandler } from 'express';
import { WiringAsk } from '../../health';
import { ApiContext } from '../ApiContext';
import { parseBody } from '../launches/ledgerRequests';
import { ServiceParams } from '../ServiceParams';
import { findWired } from './findWired';
import { mayWork, workPermissions } from './mayWork';

/** `POST /v1/services/:kind/:namespace/:name/wiring/repair` */
export function postRepair(
  context: ApiContext,
): RequestHandler<ServiceParams, WiringAnswer> {
  return postWork(context, body => ({
    kind: 'repair',
    ...parseBody(wiringRepairRequestSchema, body),
  }));
}

/** `POST /v1/services/:kind/:namespace/:name/wiring/rotate` */
export function postRotate(
  context: ApiContext,
): RequestHandler<ServiceParams, WiringAnswer> {
  return postWork(context, body => {
    const { basis, item } = parseBody(wiringRotateRequestSchema, body);
    return { kind: 'rotate', basis, items: [item] };
  });
}

function postWork(
  context: ApiContext,
  parse: (body: unknown) => WiringAsk,
): RequestHandler<ServiceParams, WiringAnswer> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user'],
    });
    const member = await findWired(context, request.params, credentials);
    const ask = parse(request.body);
    const { kind, items } = ask;
    const actor = credentials.principal.userEntityRef;
    const { entityRef } = member;
    const event = await context.auditor.createEvent({
      eventId: `wiring-${kind}`,
      severityLevel: kind === 'rotate' ? 'high' : 'medium',
      request,
      meta: { entityRef, items: [...items], actor },
    });
    try {
      if (!(await mayWork(context, member, kind, credentials))) {
        throw new NotAllowedError(
          `You may not ${kind} the wiring of ${entityRef}; the permission is ${workPermissions[kind].name}`,
        );
      }
      await context.health.works.begin(member, ask, actor);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
    await event.success();
    response.status(202).json({ accepted: true });
  };
}
