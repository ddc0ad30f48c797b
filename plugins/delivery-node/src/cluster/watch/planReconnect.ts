const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * How long to wait before a watch is tried again: it doubles with each failure in a row, half of
 * it at random so that watches that fell together don't come back together, and is never shorter
 * than what the API asked for.
 */
export function planReconnect(options: {
  /** From 1. */
  failures: number;
  retryAfterSeconds?: number;
  /** From 0 to 1. */
  random: number;
}): number {
  const { failures, retryAfterSeconds = 0, random } = options;
  const full = Math.min(
    firstPauseMs * 2 ** Math.min(failures - 1, 10),
    longestPauseMs,
  );
  return Math.max(full / 2 + (full / 2) * random, retryAfterSeconds * 1000);
}
