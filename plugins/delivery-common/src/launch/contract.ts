import { z } from 'zod';

/**
 * The part of the HTTP API that is about launches, below its base URL:
 *
 * | method and path | body | answers |
 * | --- | --- | --- |
 * | `GET /v1/launches` | | 200 `LaunchList` |
 * | `GET /v1/launches/:id` | | 200 `LaunchDetails`, 404 |
 * | `POST /v1/launches/:id/take-back?dryRun=true` | `TakeBackQuestion` | 200 `TakeBackPreview`, 403, 404, 409 |
 * | `POST /v1/launches/:id/take-back` | `TakeBackRequest` | 202 `TakeBackAnswer`, 400, 403, 404, 409 |
 * | `GET /v1/services/:kind/:namespace/:name/ledger` | | 200 `ServiceLedger`, 403, 404 |
 * | `POST /v1/services/:kind/:namespace/:name/decommission?dryRun=true` | `TakeBackQuestion` | 200 `TakeBackPreview`, 403, 404, 409 |
 * | `POST /v1/services/:kind/:namespace/:name/decommission` | `TakeBackRequest` | 202 `TakeBackAnswer`, 400, 403, 404, 409 |
 *
 * @public
 */
export const takeBackRequestSchema: z.ZodType<TakeBackRequest> = z
  .object({
    basis: z.string().min(1),
    also: z.array(z.string().min(1)).max(500).optional(),
  })
  .strict();

/** @public */
export const takeBackQuestionSchema: z.ZodType<TakeBackQuestion> = z
  .object({ also: z.array(z.string().min(1)).max(500).optional() })
  .strict();

/** @public */
export interface TakeBackQuestion {
  /** Keys of things that would be kept, and are to go all the same. */
  also?: string[];
}

/** @public */
export interface TakeBackRequest extends TakeBackQuestion {
  /** Of the preview that this was decided on. */
  basis: string;
}
