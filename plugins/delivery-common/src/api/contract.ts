import { z } from 'zod';
import { operationKinds, OperationTarget } from '../state';

/**
 * The HTTP API of the delivery backend, below its base URL:
 *
 * | method and path | body | answers |
 * | --- | --- | --- |
 * | `GET /v1/services/:kind/:namespace/:name` | | 200 `ServiceDelivery`, 304, 403, 404 |
 * | `POST /v1/services/:kind/:namespace/:name/operations` | `OperationRequest` | 202 `OperationAnswer`, 400, 403, 404, 409 |
 * | `POST /v1/preflight` | `PreflightRequest` | 200 `PreflightAnswer`, 400, 403 |
 *
 * With `?texts=en` every sentence of the `GET` has its English `text` beside its key, for programs
 * without translations. Errors have the shape of `@backstage/errors`.
 *
 * @public
 */
export const operationRequestSchema: z.ZodType<OperationRequest> = z
  .object({
    kind: z.enum(operationKinds),
    target: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('environment'),
        environment: z.string().min(1),
      }),
      z.object({ kind: z.literal('pipeline'), pipeline: z.string().min(1) }),
    ]),
    basis: z.string().min(1),
    /** Why, in the person's own words; goes to the audit log and the Application's operation. */
    reason: z.string().max(500).optional(),
  })
  .strict();

/** @public */
export interface OperationRequest {
  kind: (typeof operationKinds)[number];
  target: OperationTarget;
  basis: string;
  reason?: string;
}

/** @public */
export interface OperationAnswer {
  accepted: true;
}

/**
 * The channel of the signal that tells a browser that the delivery of a service has changed. The
 * message is `{ entityRef, version }`; the browser then fetches what its user may see.
 *
 * @public
 */
export function deliverySignalChannel(entityRef: string): string {
  return `delivery:${entityRef}`;
}
