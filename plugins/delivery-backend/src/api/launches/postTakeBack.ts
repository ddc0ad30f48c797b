import { randomUUID } from 'node:crypto';
import {
  BackstageUserPrincipal,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { Permission } from '@backstage/plugin-permission-common';
import {
  decommissionPermission,
  deliveryReadPermission,
  TakeBackAnswer,
  takeBackPermission,
  TakeBackPreview,
  takeBackQuestionSchema,
  takeBackRequestSchema,
} from '@slipway/plugin-delivery-common';
import { Request, RequestHandler } from 'express';
import { LaunchRecord } from '../../ledger';
import { ApiContext } from '../ApiContext';
import { ServiceParams } from '../ServiceParams';
import { authorizeLaunches } from './authorizeLaunches';
import { parseBody } from './ledgerRequests';
import { mayBeTakenBack } from './presentLaunch';
import { findLaunched } from './readLedger';

type Person = BackstageCredentials<BackstageUserPrincipal>;

/** `POST /v1/launches/:id/take-back`, with `?dryRun=true` only what it would do. */
export function postTakeBack(
  context: ApiContext,
): RequestHandler<{ id: string }, TakeBackPreview | TakeBackAnswer> {
  return async (request, response) => {
    const credentials = await personOf(context, request);
    const launch = await findLaunch(context, request.params.id, credentials);
    const status = await context.ledger.statusOf(launch);
    if (!mayBeTakenBack(status) || launch.kind !== 'launch') {
      throw new ConflictError(
        status === 'completed'
          ? `The launch ${launch.id} of ${launch.service} has ended well; decommission the service to take it down`
          : `The launch ${launch.id} of ${launch.service} is ${status}, so it cannot be taken back`,
      );
    }
    await answer(context, request, response, {
      eventId: 'take-back',
      permission: takeBackPermission,
      credentials,
      launch,
    });
  };
}

/** `POST /v1/services/:kind/:namespace/:name/decommission`, with `?dryRun=true` only what it would do. */
export function postDecommission(
  context: ApiContext,
): RequestHandler<ServiceParams, TakeBackPreview | TakeBackAnswer> {
  return async (request, response) => {
    const credentials = await personOf(context, request);
    const { params } = request;
    const launched = await findLaunched(context, params, credentials);
    const now = context.now();
    await answer(context, request, response, {
      eventId: 'decommission',
      permission: decommissionPermission,
      credentials,
      launch: {
        id: randomUUID(),
        kind: 'decommission',
        service: launched.service,
        entityRef: launched.entityRef,
        owner: launched.owner,
        actor: credentials.principal.userEntityRef,
        status: 'taking-back',
        startedAt: now,
        seenAt: now,
      },
    });
  };
}

async function answer(
  context: ApiContext,
  request: Request<any>,
  response: Parameters<RequestHandler>[1],
  what: {
    eventId: 'take-back' | 'decommission';
    permission: Permission;
    credentials: Person;
    launch: LaunchRecord;
  },
): Promise<void> {
  const { launch, permission, credentials } = what;
  const actor = credentials.principal.userEntityRef;
  const allow = async () => {
    const may = await authorizeLaunches(
      context,
      [launch],
      permission,
      credentials,
    );
    if (!may.has(launch)) {
      throw new NotAllowedError(
        `You may not take down what was launched for ${launch.entityRef}; the permission is ${permission.name}`,
      );
    }
  };
  if (request.query.dryRun === 'true') {
    await allow();
    const { also } = parseBody(takeBackQuestionSchema, request.body ?? {});
    response.json(await context.takeBacks.preview(launch, also));
    return;
  }
  const { basis, also = [] } = parseBody(takeBackRequestSchema, request.body);
  const event = await context.auditor.createEvent({
    eventId: what.eventId,
    severityLevel: 'high',
    request,
    meta: { entityRef: launch.entityRef, launch: launch.id, also, actor },
  });
  try {
    await allow();
    await context.takeBacks.begin(launch, { actor, also }, basis);
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
  await event.success();
  response.status(202).json({ launch: launch.id });
}

async function personOf(
  context: ApiContext,
  request: Request<any>,
): Promise<Person> {
  return context.httpAuth.credentials(request, { allow: ['user'] });
}

async function findLaunch(
  context: ApiContext,
  id: string,
  credentials: Person,
): Promise<LaunchRecord> {
  const launch = await context.ledger.launches.get(id);
  const seen = await authorizeLaunches(
    context,
    launch ? [launch] : [],
    deliveryReadPermission,
    credentials,
  );
  if (!launch || !seen.has(launch)) {
    throw new NotFoundError(`There is no launch ${id} that you may see`);
  }
  return launch;
}
