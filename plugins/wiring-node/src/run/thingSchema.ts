import { z } from 'zod';
import { Thing } from './Thing';

const text = z.string().min(1).max(1000);
const repository = { host: text, path: text };

/**
 * A thing as it comes over the wire. Strict: a field that is not one of its names is refused, so that
 * no value gets in with it.
 *
 * @public
 */
export const thingSchema: z.ZodType<Thing> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('repository'), ...repository }).strict(),
  z
    .object({ kind: z.literal('content'), ...repository, branch: text })
    .strict(),
  z
    .object({
      kind: z.literal('ci-variable'),
      ...repository,
      key: text,
      environmentScope: text,
    })
    .strict(),
  z
    .object({ kind: z.literal('credential'), ...repository, name: text })
    .strict(),
  z.object({ kind: z.literal('webhook'), ...repository, url: text }).strict(),
  z
    .object({ kind: z.literal('merge-request'), ...repository, branch: text })
    .strict(),
  z
    .object({ kind: z.literal('protection'), ...repository, branch: text })
    .strict(),
  z
    .object({ kind: z.literal('environment'), ...repository, name: text })
    .strict(),
  z.object({ kind: z.literal('runner'), ...repository, name: text }).strict(),
  z
    .object({
      kind: z.literal('object'),
      cluster: text,
      apiVersion: text,
      objectKind: text,
      namespace: text.optional(),
      name: text,
    })
    .strict(),
  z.object({ kind: z.literal('catalog-location'), url: text }).strict(),
]);
