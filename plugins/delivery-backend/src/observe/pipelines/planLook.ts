/** What is known of the looks at one project. */
export interface LookHistory {
  /** Undefined before the first. */
  lastAt?: number;
  /** In a row. */
  failures: number;
  /** How long the forge asked to be left alone, at the last failure. */
  retryAfterSeconds?: number;
  /** A pipeline ran when it was last seen. */
  running: boolean;
  /** When the forge last sent a webhook about it. */
  hookAt?: number;
}

const netMs = 60_000;
const runningMs = 5_000;
const runningWithHooksMs = 20_000;
const longestMs = 300_000;
/** A forge that has sent a hook lately will send the next. */
const hooksTrustedMs = 900_000;

/**
 * When to look at a project again without being told to, in ms since the epoch. Webhooks tell of
 * changes at once; this is the net below them, and all there is where no webhook comes through.
 */
export function planLook(history: LookHistory): number {
  const { lastAt, failures, retryAfterSeconds = 0, running, hookAt } = history;
  if (lastAt === undefined) {
    return 0;
  }
  if (failures > 0) {
    const backoff = Math.min(
      runningMs * 2 ** Math.min(failures, 10),
      longestMs,
    );
    return lastAt + Math.max(backoff, retryAfterSeconds * 1000);
  }
  if (!running) {
    return lastAt + netMs;
  }
  const hasHooks = hookAt !== undefined && lastAt - hookAt < hooksTrustedMs;
  return lastAt + (hasHooks ? runningWithHooksMs : runningMs);
}
