/** Waiting longer than this in one request helps nobody: the caller is told when to come back. */
export const longestPauseSeconds = 60;

/** `Retry-After` in seconds: GitLab sends seconds, proxies in front of it also send a date. */
export function parseRetryAfter(
  header: string | null,
  now: Date,
): number | undefined {
  if (!header) {
    return undefined;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header);
  }
  const at = Date.parse(header);
  return Number.isNaN(at)
    ? undefined
    : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

/**
 * How long to wait before a request is tried again, in seconds; undefined when it is not. A 429
 * was not carried out, so it is always safe to repeat. After a 5xx, or without an answer, the
 * effect may be there, so only reads are repeated: what wrote is reconciled by the next run.
 */
export function retryPause(options: {
  method: string;
  /** Undefined when no answer came. */
  status: number | undefined;
  retryAfterSeconds: number | undefined;
  /** From 1. */
  attempt: number;
}): number | undefined {
  const { method, status, retryAfterSeconds, attempt } = options;
  const limited = status === 429;
  const repeatable =
    method === 'GET' &&
    (status === undefined || [500, 502, 503, 504].includes(status));
  if (!(limited || repeatable) || attempt > (limited ? 5 : 3)) {
    return undefined;
  }
  const pause = retryAfterSeconds ?? 0.25 * 2 ** attempt;
  return pause <= longestPauseSeconds ? pause : undefined;
}
