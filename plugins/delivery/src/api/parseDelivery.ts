import { ServiceDelivery } from '@slipway/plugin-delivery-common';
import { z } from 'zod';

const partSchema = z
  .object({
    kind: z.enum(['not-wired', 'waiting', 'observed', 'unreachable']),
  })
  .passthrough();

/** The frame only: a row with a fault blanks itself where it is drawn, see `RowBoundary`. */
const deliverySchema = z
  .object({
    entityRef: z.string(),
    version: z.number(),
    environments: partSchema,
    pipelines: partSchema,
  })
  .passthrough();

function isDelivery(value: unknown): value is ServiceDelivery {
  return deliverySchema.safeParse(value).success;
}

/** Tells the backend's answer from that of something in between, such as a sign-in page. */
export function parseDelivery(value: unknown): ServiceDelivery {
  if (!isDelivery(value)) {
    throw new Error(
      'The answer of the delivery backend is not a delivery; check that the versions of @slipway/plugin-delivery and @slipway/plugin-delivery-backend fit together.',
    );
  }
  return value;
}
