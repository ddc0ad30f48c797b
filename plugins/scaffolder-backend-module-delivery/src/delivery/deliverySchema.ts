import { Sentence } from '@slipway/plugin-delivery-common';
import { z } from 'zod';

const sentenceSchema = z.object({
  key: z.string(),
  params: z.record(z.union([z.string(), z.number()])).optional(),
}) as unknown as z.ZodType<Sentence>;

const environmentSchema = z.object({
  name: z.string(),
  standing: z.enum([
    'empty',
    'progressing',
    'paused',
    'healthy',
    'out-of-sync',
    'degraded',
    'unknown',
  ]),
  sentence: sentenceSchema,
  live: z.object({ tag: z.string().optional() }).optional(),
  obstacles: z
    .array(
      z.object({
        code: z.string(),
        what: sentenceSchema,
        next: sentenceSchema,
      }),
    )
    .default([]),
  operations: z
    .array(z.object({ kind: z.string(), basis: z.string() }))
    .default([]),
});

/** The answer of the delivery API, as far as waiting and syncing need it. */
export const deliverySchema = z.object({
  environments: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('not-wired'), missing: z.array(z.string()) }),
    z.object({ kind: z.literal('waiting') }),
    z.object({ kind: z.literal('unreachable'), reason: z.string() }),
    z.object({
      kind: z.literal('observed'),
      freshness: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('live') }),
        z.object({
          kind: z.literal('stale'),
          since: z.string(),
          reason: z.string(),
        }),
      ]),
      value: z.array(environmentSchema),
    }),
  ]),
});

export type Delivery = z.infer<typeof deliverySchema>;
export type Environment = z.infer<typeof environmentSchema>;
