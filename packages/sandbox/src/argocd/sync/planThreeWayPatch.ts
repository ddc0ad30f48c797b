import { isDeepStrictEqual } from 'node:util';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The merge patch of a client-side apply: sets what the manifest sets, and removes what it set the
 * last time and sets no more. What others have set beside it stays, such as the hash that Argo
 * Rollouts puts into the selector of a Service. Lists are replaced whole.
 */
export function planThreeWayPatch(
  lastApplied: Fields,
  target: Fields,
  live: Fields,
): Fields {
  const patch: Fields = {};
  for (const [key, wanted] of Object.entries(target)) {
    const there = live[key];
    if (isFields(wanted) && isFields(there)) {
      const before = lastApplied[key];
      const inner = planThreeWayPatch(
        isFields(before) ? before : {},
        wanted,
        there,
      );
      if (Object.keys(inner).length > 0) {
        patch[key] = inner;
      }
    } else if (!isDeepStrictEqual(wanted, there)) {
      patch[key] = wanted;
    }
  }
  for (const key of Object.keys(lastApplied)) {
    if (!(key in target) && key in live) {
      patch[key] = null;
    }
  }
  return patch;
}
