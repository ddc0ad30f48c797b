import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { redact } from '@slipway/plugin-delivery-node';

/** An error of `@backstage/errors` for an answer of GitHub's, with its words kept. */
export function githubError(options: {
  status: number;
  headers: Record<string, string | undefined>;
  body: unknown;
  /** What was asked, such as `GET /repos/acme/payments on github.com`. */
  request: string;
  secrets: string[];
  now: Date;
}): Error {
  const { status, body, request } = options;
  const { message } = (body ?? {}) as { message?: unknown };
  const words = typeof message === 'string' ? message : 'no message';
  const text = redact(
    `GitHub answered ${status} to ${request}: ${words}`,
    options.secrets,
  );
  const retryAfterSeconds = limitedFor(options);
  if (retryAfterSeconds !== undefined) {
    return Object.assign(new ServiceUnavailableError(text), {
      retryAfterSeconds,
    });
  }
  switch (status) {
    case 400:
    case 422:
      return new InputError(text);
    case 401:
      return new AuthenticationError(
        `${text}; check the token or the app under integrations.github`,
      );
    case 403:
      return new NotAllowedError(text);
    case 404:
      return new NotFoundError(text);
    case 409:
      return new ConflictError(text);
    default:
      return new ServiceUnavailableError(text);
  }
}

/**
 * For how long GitHub wants to be left alone: a limit is told with 403 as well as with 429. The
 * secondary one comes with Retry-After, or with nothing but its words.
 */
function limitedFor(options: {
  status: number;
  headers: Record<string, string | undefined>;
  body: unknown;
  now: Date;
}): number | undefined {
  const { status, headers, body, now } = options;
  const retryAfter = Number(headers['retry-after']);
  if (headers['retry-after'] && Number.isFinite(retryAfter)) {
    return retryAfter;
  }
  if (status !== 403 && status !== 429) {
    return undefined;
  }
  if (headers['x-ratelimit-remaining'] === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    return Math.max(1, Math.ceil((reset - now.getTime()) / 1000)) || 60;
  }
  const isLimited =
    status === 429 || /rate limit/i.test(JSON.stringify(body ?? ''));
  return isLimited ? 60 : undefined;
}
