import { PreflightAnswer } from '@slipway/plugin-delivery-common';
import { z } from 'zod';

const sentenceSchema = z.object({ key: z.string() }).passthrough();
const placeSchema = z.object({ kind: z.string(), name: z.string() });
const findingSchema = z
  .object({
    id: z.string(),
    severity: z.enum(['blocks', 'warns']),
    place: placeSchema,
    who: z.string(),
    wrong: sentenceSchema,
    breaks: sentenceSchema,
    mend: sentenceSchema,
  })
  .passthrough();
const checkSchema = z
  .object({ id: z.string(), place: placeSchema, what: sentenceSchema })
  .passthrough();
const answerSchema = z.object({
  // A finding that cannot be read must not be taken for none.
  findings: z.array(findingSchema),
  checked: z.array(checkSchema),
  skipped: z.array(
    checkSchema.extend({ reason: sentenceSchema }).passthrough(),
  ),
});

/** Tells the backend's answer from that of something in between, such as a sign-in page. */
export function parsePreflight(value: unknown): PreflightAnswer {
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) {
    throw new Error(
      'The answer of the delivery backend is not of a preflight; check that the versions of @slipway/plugin-delivery and @slipway/plugin-delivery-backend fit together.',
    );
  }
  return parsed.data as unknown as PreflightAnswer;
}
