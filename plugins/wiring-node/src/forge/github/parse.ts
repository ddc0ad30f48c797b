import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';

/** An answer of GitHub's, the fields that are used. */
export function parseAnswer<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  body: unknown,
  what: string,
): T {
  const result = schema.safeParse(body);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new ServiceUnavailableError(
      `GitHub's ${what} is not as expected at "${path.join(
        '.',
      )}": ${message}; is there a proxy in between?`,
    );
  }
  return result.data;
}

/** The elements of a list that can be read; one that cannot does not lose the others. */
export function parseList<T>(
  schema: z.ZodType<T, z.ZodTypeDef, unknown>,
  elements: readonly unknown[],
): T[] {
  return elements.flatMap(element => {
    const result = schema.safeParse(element);
    return result.success ? [result.data] : [];
  });
}
