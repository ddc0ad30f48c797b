import { Observed } from '@slipway/plugin-delivery-common';
import { isDeepStrictEqual } from 'node:util';

/**
 * Whether two looks say the same to a person: being live now or a moment ago is the same.
 */
export function isSameObserved(
  one: Observed<unknown> | undefined,
  other: Observed<unknown> | undefined,
): boolean {
  return isDeepStrictEqual(significant(one), significant(other));
}

function significant(observed: Observed<unknown> | undefined): unknown {
  if (observed?.kind !== 'observed') {
    return plain(observed);
  }
  const { freshness, value } = observed;
  return plain({
    value,
    freshness: freshness.kind === 'live' ? 'live' : freshness,
  });
}

/** As it comes back from the database: without keys that are undefined. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
