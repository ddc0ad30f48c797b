import { InputError, NotAllowedError } from '@backstage/errors';
import {
  OperationAnswer,
  operationPermissions,
  OperationRequest,
  operationRequestSchema,
} from '@slipway/plugin-delivery-common';
import { RequestHandler } from 'express';
import { retryPipeline } from '../operate';
import { ServiceWiring } from '../services';
import { ApiContext } from './ApiContext';
import { authorize } from './authorize';
import { findService } from './findService';
import { ServiceParams } from './ServiceParams';

/** `POST /v1/services/:kind/:namespace/:name/operations` */
export function postOperation(
  context: ApiContext,
): RequestHandler<ServiceParams, OperationAnswer> {
  return async (request, response) => {
    const credentials = await context.httpAuth.credentials(request, {
      allow: ['user'],
    });
    const operation = parseRequest(request.body);
    const wiring = await findService(context, request.params, credentials);
    const username = credentials.principal.userEntityRef;
    const { kind, target, reason } = operation;
    const event = await context.auditor.createEvent({
      eventId: 'operation',
      severityLevel: 'medium',
      request,
      meta: {
        operation: kind,
        entityRef: wiring.entityRef,
        target: { ...target },
        actor: username,
        ...(reason ? { reason } : {}),
      },
    });
    try {
      const allowed = await authorize(
        context.permissions,
        wiring.entityRef,
        credentials,
      );
      if (!allowed.read || !allowed.operations.has(kind)) {
        throw new NotAllowedError(
          `You may not ${kind} ${wiring.entityRef}; the permission is ${operationPermissions[kind].name}`,
        );
      }
      await operate(context, wiring, operation, username);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
    await event.success();
    response.status(202).json({ accepted: true });
  };
}

function parseRequest(body: unknown): OperationRequest {
  const parsed = operationRequestSchema.safeParse(body);
  if (!parsed.success) {
    throw new InputError(
      `The operation cannot be read: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
        .join('; ')}`,
    );
  }
  return parsed.data;
}

async function operate(
  context: ApiContext,
  wiring: ServiceWiring,
  operation: OperationRequest,
  username: string,
): Promise<void> {
  const { kind, target, basis, reason } = operation;
  if (kind === 'retry-pipeline') {
    if (target.kind !== 'pipeline') {
      throw new InputError(`${kind} is done to a pipeline, not an environment`);
    }
    const { pipeline } = target;
    await retryPipeline({ wiring, pipeline, basis });
    context.pipelines.look(wiring.entityRef);
    return;
  }
  if (target.kind !== 'environment') {
    throw new InputError(`${kind} is done to an environment, not a pipeline`);
  }
  const { environment } = target;
  await context.operator.operate({
    wiring,
    environment,
    kind,
    basis,
    username,
    reason,
  });
  context.environments.mark(wiring.entityRef);
}
