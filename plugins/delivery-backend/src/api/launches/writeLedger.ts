import { NotAllowedError } from '@backstage/errors';
import { Request, RequestHandler } from 'express';
import { ApiContext } from '../ApiContext';
import {
  endSchema,
  entrySchema,
  openingSchema,
  parseBody,
} from './ledgerRequests';

type Params = { id: string };

/** `POST /v1/launches` */
export function postLaunch(context: ApiContext): RequestHandler {
  return async (request, response) => {
    await assertScaffolder(context, request);
    const { id, ...opening } = parseBody(openingSchema, request.body);
    await context.ledger.open(id, 'launch', opening);
    response.status(201).json({ id });
  };
}

/** `POST /v1/launches/:id/entries` */
export function postEntry(context: ApiContext): RequestHandler<Params> {
  return async (request, response) => {
    await assertScaffolder(context, request);
    const body = parseBody(entrySchema, request.body);
    const ledger = context.ledger.of(request.params.id);
    if (body.kind === 'settle') {
      await ledger.settle(body.thing, body.outcome);
    } else {
      const { kind: _, ...intent } = body;
      await ledger.intend(intent);
    }
    response.status(204).end();
  };
}

/** `POST /v1/launches/:id/renew` */
export function postRenewal(context: ApiContext): RequestHandler<Params> {
  return async (request, response) => {
    await assertScaffolder(context, request);
    await context.ledger.renew(request.params.id);
    response.status(204).end();
  };
}

/** `POST /v1/launches/:id/close` */
export function postEnd(context: ApiContext): RequestHandler<Params> {
  return async (request, response) => {
    await assertScaffolder(context, request);
    const end = parseBody(endSchema, request.body);
    await context.ledger.close(request.params.id, end);
    response.status(204).end();
  };
}

/** Only launches write into the ledger, and they are run by the scaffolder. */
async function assertScaffolder(
  context: ApiContext,
  request: Request<any>,
): Promise<void> {
  const { principal } = await context.httpAuth.credentials(request, {
    allow: ['service'],
  });
  if (principal.subject !== 'plugin:scaffolder') {
    throw new NotAllowedError(
      `${principal.subject} may not write into the ledger; only the scaffolder does`,
    );
  }
}
