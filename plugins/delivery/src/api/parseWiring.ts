import {
  WiringAnswer,
  WiringItem,
  wiringStandings,
  WiringSummary,
} from '@slipway/plugin-delivery-common';
import { z } from 'zod';
import { ReadWiring, ReadWiringList } from './WiringApi';

// What a newer backend says in words that this page does not know is the least that it can mean.
const standingSchema = z.enum(wiringStandings).catch('unknown');

const sentenceSchema = z.object({ key: z.string() }).passthrough();

const findingSchema = z
  .object({
    id: z.string(),
    severity: z.enum(['broken', 'attention']).catch('attention'),
    mend: z.enum(['repair', 'rotate', 'people']).catch('people'),
    wrong: sentenceSchema,
    breaks: sentenceSchema,
    how: sentenceSchema,
  })
  .passthrough();

const itemSchema = z
  .object({
    key: z.string(),
    what: z.string(),
    name: z.string(),
    place: z.string(),
    standing: standingSchema,
    findings: z.array(findingSchema),
    scopes: z.array(z.string()).optional().catch(undefined),
    canRotate: z.boolean(),
  })
  .passthrough();

const workSchema = z
  .object({
    kind: z.string(),
    startedAt: z.string(),
    outcomes: z
      .array(
        z
          .object({ what: z.string(), name: z.string(), result: z.string() })
          .passthrough(),
      )
      .catch([]),
  })
  .passthrough();

const healthSchema = z
  .object({
    entityRef: z.string(),
    service: z.string(),
    standing: standingSchema,
    items: z.array(z.unknown()),
    work: workSchema.optional(),
    lastWork: workSchema.optional().catch(undefined),
    basis: z.string(),
    mayRepair: z.boolean(),
    mayRotate: z.boolean(),
  })
  .passthrough();

const summarySchema = z
  .object({
    entityRef: z.string(),
    service: z.string(),
    standing: standingSchema,
    broken: z.number(),
    attention: z.number(),
    unknown: z.number(),
    items: z.number(),
    worst: sentenceSchema.optional().catch(undefined),
  })
  .passthrough();

/** One item that cannot be read leaves itself out, and is counted: it must not be taken for sound. */
export function parseWiring(value: unknown): ReadWiring {
  const health = read(healthSchema, value);
  const items = parseEach(itemSchema, health.items) as unknown as WiringItem[];
  return {
    ...health,
    items,
    unreadable: health.items.length - items.length,
  } as unknown as ReadWiring;
}

export function parseWiringList(value: unknown): ReadWiringList {
  const list = read(z.object({ services: z.array(z.unknown()) }), value);
  const services = parseEach(
    summarySchema,
    list.services,
  ) as unknown as WiringSummary[];
  return { services, unreadable: list.services.length - services.length };
}

export function parseWiringAnswer(value: unknown): WiringAnswer {
  return read(z.object({ accepted: z.literal(true) }), value);
}

function parseEach<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  list: unknown[],
): T[] {
  return list.flatMap(one => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Tells the backend's answer from that of something in between, such as a sign-in page. */
function read<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new Error(
      'The answer of the delivery backend is not about wiring; check that the versions of @slipway/plugin-delivery and @slipway/plugin-delivery-backend fit together.',
    );
  }
  return parsed.data;
}
