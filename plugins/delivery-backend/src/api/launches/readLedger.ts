import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  decommissionPermission,
  deliveryReadPermission,
  LaunchDetails,
  LaunchList,
  ServiceLedger,
  takeBackPermission,
} from '@slipway/plugin-delivery-common';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { RequestHandler } from 'express';
import { LaunchRecord } from '../../ledger';
import { ApiContext } from '../ApiContext';
import { ServiceParams } from '../ServiceParams';
import { authorizeLaunches } from './authorizeLaunches';
import {
  itemsOf,
  presentItem,
  presentLaunch,
  sortLaunches,
} from './presentLaunch';

/** As many as a person would look through. */
const newest = 200;

/** `GET /v1/launches` */
export function getLaunches(
  context: ApiContext,
): RequestHandler<{}, LaunchList> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const all = await context.ledger.launches.newest(newest);
    const launches = await present(context, all, credentials);
    response.json({ launches: sortLaunches(launches) });
  };
}

/** `GET /v1/launches/:id` */
export function getLaunch(
  context: ApiContext,
): RequestHandler<{ id: string }, LaunchDetails> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const { id } = request.params;
    const record = await context.ledger.launches.get(id);
    const [summary] = await present(
      context,
      record ? [record] : [],
      credentials,
    );
    if (!summary) {
      throw new NotFoundError(`There is no launch ${id} that you may see`);
    }
    const { entityRef } = summary;
    const [launches, entries] = await Promise.all([
      context.ledger.launches.ofService(entityRef),
      context.ledger.entriesOf(entityRef),
    ]);
    response.json({ ...summary, items: itemsOf(id, launches, entries) });
  };
}

/** `GET /v1/services/:kind/:namespace/:name/ledger` */
export function getServiceLedger(
  context: ApiContext,
): RequestHandler<ServiceParams, ServiceLedger> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const service = await findLaunched(context, request.params, credentials);
    const may = await authorizeLaunches(
      context,
      [service],
      decommissionPermission,
      credentials,
    );
    const entries = await context.ledger.entriesOf(service.entityRef);
    response.json({
      entityRef: service.entityRef,
      items: entries.map(presentItem),
      mayDecommission: may.has(service) && entries.length > 0,
    });
  };
}

/** The newest launch of a service, as far as somebody may see it. */
export async function findLaunched(
  context: ApiContext,
  params: ServiceParams,
  credentials: BackstageCredentials,
): Promise<LaunchRecord> {
  const entityRef = stringifyEntityRef(params);
  const launches = await context.ledger.launches.ofService(entityRef);
  const newestLaunch = launches.filter(({ kind }) => kind === 'launch').at(-1);
  const seen = await authorizeLaunches(
    context,
    newestLaunch ? [newestLaunch] : [],
    deliveryReadPermission,
    credentials,
  );
  if (!newestLaunch || !seen.has(newestLaunch)) {
    throw new NotFoundError(
      `The ledger knows no launch of ${entityRef} that you may see`,
    );
  }
  return newestLaunch;
}

async function present(
  context: ApiContext,
  records: LaunchRecord[],
  credentials: BackstageCredentials,
) {
  const seen = await authorizeLaunches(
    context,
    records,
    deliveryReadPermission,
    credentials,
  );
  const takeable = await authorizeLaunches(
    context,
    [...seen],
    takeBackPermission,
    credentials,
  );
  return Promise.all(
    [...seen].map(async record =>
      presentLaunch(record, await context.ledger.statusOf(record), {
        mayTakeBack: takeable.has(record),
      }),
    ),
  );
}
