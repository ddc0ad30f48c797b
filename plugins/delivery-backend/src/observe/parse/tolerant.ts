import { z } from 'zod';
import { redactMessage } from './redactMessage';

/** A list in which an element that doesn't fit is left out instead of losing the list. */
export function tolerantList<T extends z.ZodTypeAny>(
  item: T,
): z.ZodType<z.output<T>[], z.ZodTypeDef, unknown> {
  return z.unknown().transform(value =>
    Array.isArray(value)
      ? value.flatMap(element => {
          const parsed = item.safeParse(element);
          return parsed.success ? [parsed.data as z.output<T>] : [];
        })
      : [],
  );
}

/** A value that counts as absent when it doesn't fit. */
export function tolerant<T extends z.ZodTypeAny>(
  schema: T,
): z.ZodType<z.output<T> | undefined, z.ZodTypeDef, unknown> {
  return z.unknown().transform(value => {
    const parsed = schema.safeParse(value);
    return parsed.success ? (parsed.data as z.output<T>) : undefined;
  });
}

/** A string; empty counts as absent, as Go leaves it out or writes `""`. */
export const text = tolerant(z.string().min(1));

/** Free text of a controller. */
export const message = tolerant(z.string().min(1).transform(redactMessage));

export const count = tolerant(z.number().int()).transform(value => value ?? 0);

export const flag = tolerant(z.boolean()).transform(value => value ?? false);

export const stringMap = z.unknown().transform(value => {
  const entries = Object.entries(
    typeof value === 'object' && value !== null ? value : {},
  );
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => {
      return typeof entry[1] === 'string';
    }),
  );
});

/** A nested object that reads as empty when absent or of another type. */
export function section<T extends z.ZodRawShape>(shape: T) {
  return z.preprocess(
    value =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : {},
    z.object(shape),
  );
}
