import { z } from 'zod';

/**
 * The part of the HTTP API that is about the wiring of launched services, below its base URL:
 *
 * | method and path | body | answers |
 * | --- | --- | --- |
 * | `GET /v1/wiring` | | 200 `WiringList` |
 * | `GET /v1/services/:kind/:namespace/:name/wiring` | | 200 `WiringHealth`, 403, 404 |
 * | `POST /v1/services/:kind/:namespace/:name/wiring/check` | | 202 `WiringAnswer`, 403, 404 |
 * | `POST /v1/services/:kind/:namespace/:name/wiring/repair` | `WiringRepairRequest` | 202 `WiringAnswer`, 400, 403, 404, 409 |
 * | `POST /v1/services/:kind/:namespace/:name/wiring/rotate` | `WiringRotateRequest` | 202 `WiringAnswer`, 400, 403, 404, 409 |
 *
 * @public
 */
export const wiringRepairRequestSchema: z.ZodType<WiringRepairRequest> = z
  .object({
    basis: z.string().min(1),
    items: z.array(z.string().min(1)).min(1).max(200),
  })
  .strict();

/** @public */
export const wiringRotateRequestSchema: z.ZodType<WiringRotateRequest> = z
  .object({ basis: z.string().min(1), item: z.string().min(1) })
  .strict();

/** @public */
export interface WiringRepairRequest {
  /** Of the health that this was decided on. */
  basis: string;
  /** Keys of items with a finding that a repair mends. */
  items: string[];
}

/** @public */
export interface WiringRotateRequest {
  basis: string;
  /** The key of a credential. */
  item: string;
}

/** @public */
export interface WiringAnswer {
  accepted: true;
}

/**
 * The channel of the signal that tells a browser that the wiring of a service has been looked at or
 * worked at. The message is `{ entityRef }`.
 *
 * @public
 */
export function wiringSignalChannel(entityRef: string): string {
  return `wiring:${entityRef}`;
}
