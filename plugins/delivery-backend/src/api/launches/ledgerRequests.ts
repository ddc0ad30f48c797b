import { InputError } from '@backstage/errors';
import {
  Intent,
  LaunchEnd,
  LaunchOpening,
  Settlement,
  Thing,
  thingSchema,
} from '@slipway/plugin-wiring-node';
import { z } from 'zod';

const text = z.string().min(1).max(1000);
const reference = z.string().min(1).max(255);

/** `POST /v1/launches` */
export const openingSchema: z.ZodType<{ id: string } & LaunchOpening> = z
  .object({
    id: z.string().min(1).max(200).regex(/^\S+$/, 'has no spaces'),
    service: reference,
    entityRef: reference,
    owner: reference.optional(),
    actor: reference.optional(),
    template: reference.optional(),
  })
  .strict();

export type EntryRequest =
  | ({ kind: 'intend' } & Intent)
  | { kind: 'settle'; thing: Thing; outcome: Settlement };

/** `POST /v1/launches/:id/entries`; strict, so that no value gets into the ledger by mistake. */
export const entrySchema: z.ZodType<EntryRequest> = z.discriminatedUnion(
  'kind',
  [
    z
      .object({
        kind: z.literal('intend'),
        thing: thingSchema,
        what: text,
        name: text,
        plan: z.enum(['create', 'update', 'unchanged']),
        adopts: z.boolean().optional(),
        fingerprint: reference.optional(),
      })
      .strict(),
    z
      .object({
        kind: z.literal('settle'),
        thing: thingSchema,
        outcome: z
          .object({
            result: z.enum(['created', 'updated', 'taken-back', 'kept']),
            fingerprint: reference.optional(),
          })
          .strict(),
      })
      .strict(),
  ],
);

/** `POST /v1/launches/:id/close` */
export const endSchema: z.ZodType<LaunchEnd> = z.discriminatedUnion('status', [
  z.object({ status: z.literal('completed') }).strict(),
  z.object({ status: z.literal('cancelled') }).strict(),
  z
    .object({ status: z.literal('failed'), reason: z.string().max(10_000) })
    .strict(),
]);

/** Names the fields that are wrong, and never what is in them. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    throw new InputError(
      `The request cannot be read: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
        .join('; ')}`,
    );
  }
  return parsed.data;
}
