import { z } from 'zod';

export const signatureSchema = z
  .object({
    name: z.string(),
    email: z.string(),
    date: z.string().optional(),
  })
  .optional();

/** Whom a commit is by: what was given, else whoever asks. */
export function readSignature(
  given: z.output<typeof signatureSchema>,
  otherwise: { name: string; email: string },
): { name: string; email: string } {
  return given ? { name: given.name, email: given.email } : otherwise;
}
