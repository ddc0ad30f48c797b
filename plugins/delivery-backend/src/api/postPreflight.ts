import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PreflightAnswer,
  preflightPermission,
  PreflightRequest,
  preflightRequestSchema,
  presentPreflight,
} from '@slipway/plugin-delivery-common';
import { launchOn, preflight } from '@slipway/plugin-wiring-node';
import { RequestHandler } from 'express';
import { ApiContext } from './ApiContext';

/** `POST /v1/preflight` */
export function postPreflight(
  context: ApiContext,
): RequestHandler<{}, PreflightAnswer> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user'],
    });
    const input = parseRequest(request.body);
    const [decision] = await context.permissions.authorize(
      [{ permission: preflightPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not look at what is in the way of a launch; the permission is ${preflightPermission.name}`,
      );
    }
    const { wiring } = context;
    const gone = new AbortController();
    response.on('close', () => gone.abort(new Error('nobody waits any more')));
    const report = await preflight(
      { ...wiring, launch: launchOn(wiring.launch, input.forge) },
      input,
      { signal: gone.signal },
    );
    response.set('Cache-Control', 'no-store').json(presentPreflight(report));
  };
}

function parseRequest(body: unknown): PreflightRequest {
  const parsed = preflightRequestSchema.safeParse(body);
  if (!parsed.success) {
    throw new InputError(
      `What is to be launched cannot be read: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
        .join('; ')}`,
    );
  }
  return parsed.data;
}
