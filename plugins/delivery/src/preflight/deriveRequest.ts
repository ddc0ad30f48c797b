import {
  PreflightRequest,
  preflightRequestSchema,
} from '@slipway/plugin-delivery-common';
import { z } from 'zod';

const optionsSchema = z
  .object({
    /** The property of the form that names the service. */
    serviceProperty: z.string().default('name'),
  })
  .passthrough();

/**
 * What is to be looked at, from the options of the field and from what the form holds; undefined
 * while the service has no name. Throws for options that are none.
 */
export function deriveRequest(
  options: Record<string, unknown>,
  formData: Record<string, unknown>,
): PreflightRequest | undefined {
  const { serviceProperty } = optionsSchema.parse(options);
  const service = formData[serviceProperty];
  if (typeof service !== 'string' || service === '') {
    return undefined;
  }
  const { forge, jobTags, kinds, resources } = options;
  return preflightRequestSchema.parse({
    service,
    forge,
    jobTags,
    kinds,
    resources,
  });
}
