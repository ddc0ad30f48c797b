import { Sentence, SentenceKey } from '@slipway/plugin-delivery-common';

/** A sentence; a parameter that is not known is left out. */
export function say(
  key: SentenceKey,
  params: Record<string, string | number | undefined> = {},
): Sentence {
  const known = Object.entries(params).filter(
    (entry): entry is [string, string | number] => entry[1] !== undefined,
  );
  return known.length > 0
    ? { key, params: Object.fromEntries(known) }
    : { key };
}
