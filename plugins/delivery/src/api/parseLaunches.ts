import {
  LaunchDetails,
  LaunchSummary,
  TakeBackPreview,
} from '@slipway/plugin-delivery-common';
import { z } from 'zod';

const launchSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    service: z.string(),
    entityRef: z.string(),
    status: z.string(),
    startedAt: z.string(),
    mayTakeBack: z.boolean(),
  })
  .passthrough();

const itemSchema = z
  .object({ key: z.string(), what: z.string(), name: z.string() })
  .passthrough();

const stepSchema = itemSchema.extend({ action: z.string() }).passthrough();

/** One launch that cannot be read leaves its own row out. */
export function parseLaunches(value: unknown): LaunchSummary[] {
  const list = read(z.object({ launches: z.array(z.unknown()) }), value);
  return list.launches.flatMap(one => {
    const launch = launchSchema.safeParse(one);
    return launch.success ? [launch.data as unknown as LaunchSummary] : [];
  });
}

export function parseLaunch(value: unknown): LaunchDetails {
  const schema = launchSchema.extend({ items: z.array(itemSchema) });
  return read(schema, value) as unknown as LaunchDetails;
}

export function parsePreview(value: unknown): TakeBackPreview {
  const schema = z.object({ basis: z.string(), steps: z.array(stepSchema) });
  return read(schema, value) as unknown as TakeBackPreview;
}

/** Tells the backend's answer from that of something in between, such as a sign-in page. */
function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new Error(
      'The answer of the delivery backend is not about launches; check that the versions of @slipway/plugin-delivery and @slipway/plugin-delivery-backend fit together.',
    );
  }
  return parsed.data;
}
