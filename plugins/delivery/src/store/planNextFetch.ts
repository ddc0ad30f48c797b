/** A page with signals only checks now and then that it missed none. */
const SAFETY_MS = 60_000;
const WITHOUT_SIGNALS_MS = 15_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
const OLDER_MS = 5_000;

export interface FetchHistory {
  /** Failures in a row; 0 after a success. */
  failures: number;
  retryAfterMs?: number;
  /** Answers in a row that were older than what is shown; see `judgeVersion`. */
  olderInARow: number;
  hasSignals: boolean;
  /** From 0 to 1, so that the pages of a whole team don't come back in step. */
  random: number;
}

/** How long to wait until the next fetch, when nothing asks for one earlier. */
export function planNextFetch(history: FetchHistory): number {
  const { failures, retryAfterMs, olderInARow, hasSignals, random } = history;
  if (failures === 0 && olderInARow > 0) {
    return OLDER_MS;
  }
  if (failures === 0) {
    return hasSignals ? SAFETY_MS : WITHOUT_SIGNALS_MS;
  }
  const backoff = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
  const spread = backoff * (0.75 + random / 2);
  return Math.max(spread, retryAfterMs ?? 0);
}
