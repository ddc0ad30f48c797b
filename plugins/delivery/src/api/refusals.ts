import { ResponseError } from '@backstage/errors';

function statusOf(error: unknown): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}

export const isForbidden = (error: unknown) => statusOf(error) === 403;

export const isNotFound = (error: unknown) => statusOf(error) === 404;

export const isConflict = (error: unknown) => statusOf(error) === 409;

/** The backend's own sentence rather than the one about the request. */
export function explain(error: unknown): string {
  if (error instanceof ResponseError) {
    return error.body?.error?.message || error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

/** How long the answer asks to wait, from a number of seconds or a date. */
export function readRetryAfter(
  error: unknown,
  nowMs: number,
): number | undefined {
  if (!(error instanceof ResponseError)) {
    return undefined;
  }
  const value = error.response.headers.get('Retry-After');
  if (!value) {
    return undefined;
  }
  const seconds = Number(value);
  const waitMs = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(value) - nowMs;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}
