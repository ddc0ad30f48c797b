import { setTimeout as delay } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { gitlabError } from './describeGitlabError';
import { encodeQuery, QueryValue } from './encodeQuery';
import { Failure } from './Failure';
import { redact, secretsOf } from './redact';
import { parseRetryAfter, retryPause } from './retryPause';

/** @public */
export interface GitlabRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API's base, encoded, such as `/projects/acme%2Fpayments`. */
  path: string;
  query?: Record<string, QueryValue>;
  /** Sent as JSON, its keys as they are. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** @public */
export interface GitlabAnswer {
  /** 2xx, or 304 for a conditional request. */
  status: number;
  headers: Headers;
  /** Parsed JSON; text for other types; undefined when there is no body. */
  body: unknown;
}

/** @public */
export interface GitlabTransportOptions {
  /** `https://gitlab.example.com/api/v4` */
  apiBaseUrl: string;
  token: string;
  /** Ends every request, and every wait between two. */
  signal?: AbortSignal;
  /** For one attempt, 30 s by default. */
  timeoutMs?: number;
  /** For tests: waits between attempts. */
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Requests to one GitLab: each has a timeout, obeys the signals and GitLab's `Retry-After`, and
 * fails with an error of `@backstage/errors` that keeps GitLab's words and no secret.
 *
 * @public
 */
export class GitlabTransport {
  readonly #options: GitlabTransportOptions;
  readonly #host: string;

  constructor(options: GitlabTransportOptions) {
    this.#options = options;
    this.#host = new URL(options.apiBaseUrl).host;
  }

  async request(request: GitlabRequest): Promise<GitlabAnswer> {
    const signals = [this.#options.signal, request.signal].filter(
      (signal): signal is AbortSignal => signal !== undefined,
    );
    const stop = signals.length > 0 ? AbortSignal.any(signals) : undefined;
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#attempt(request, stop);
      if (!(outcome instanceof Failure)) {
        return outcome;
      }
      const pause = retryPause({
        method: request.method,
        status: outcome.status,
        retryAfterSeconds: outcome.retryAfterSeconds,
        attempt,
      });
      if (pause === undefined) {
        throw outcome.error;
      }
      await this.#sleep(pause * 1000, stop);
    }
  }

  /** All elements of a list, page after page. */
  async list(
    path: string,
    query: Record<string, QueryValue> = {},
    options: { limit?: number; signal?: AbortSignal } = {},
  ): Promise<unknown[]> {
    const limit = options.limit ?? Infinity;
    const elements: unknown[] = [];
    let page: string | null = '1';
    while (page && elements.length < limit) {
      const answer: GitlabAnswer = await this.request({
        method: 'GET',
        path,
        query: { per_page: Math.min(100, limit), ...query, page },
        signal: options.signal,
      });
      elements.push(...(Array.isArray(answer.body) ? answer.body : []));
      page = answer.headers.get('x-next-page');
    }
    return elements.slice(0, limit);
  }

  async #attempt(
    request: GitlabRequest,
    stop: AbortSignal | undefined,
  ): Promise<GitlabAnswer | Failure> {
    const { apiBaseUrl, token, timeoutMs = 30_000 } = this.#options;
    const url = `${apiBaseUrl}${request.path}${encodeQuery(request.query)}`;
    const asked = `${request.method} ${request.path} on ${this.#host}`;
    const secrets = [token, ...secretsOf(request.body)];
    const timeout = AbortSignal.timeout(timeoutMs);
    stop?.throwIfAborted();
    try {
      const response = await fetch(url, {
        method: request.method,
        headers: {
          accept: 'application/json',
          'private-token': token,
          ...(request.body === undefined
            ? {}
            : { 'content-type': 'application/json' }),
          ...request.headers,
        },
        body:
          request.body === undefined ? undefined : JSON.stringify(request.body),
        // A redirect would take the token with it to wherever it points.
        redirect: 'manual',
        signal: stop ? AbortSignal.any([stop, timeout]) : timeout,
      });
      const body = await readBody(response);
      if (response.ok || response.status === 304) {
        return { status: response.status, headers: response.headers, body };
      }
      const retryAfterSeconds = parseRetryAfter(
        response.headers.get('retry-after'),
        new Date(),
      );
      return new Failure(
        gitlabError({
          status: response.status,
          body,
          request: asked,
          retryAfterSeconds,
          secrets,
        }),
        response.status,
        retryAfterSeconds,
      );
    } catch (error) {
      stop?.throwIfAborted();
      const reason = timeout.aborted
        ? `no answer within ${timeoutMs / 1000} s`
        : reasonOf(error);
      return new Failure(
        new ServiceUnavailableError(
          redact(`GitLab did not answer ${asked}: ${reason}`, secrets),
        ),
      );
    }
  }

  async #sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const { sleep } = this.#options;
    await (sleep
      ? sleep(milliseconds, signal)
      : delay(milliseconds, undefined, { signal }));
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) {
    return undefined;
  }
  const type = response.headers.get('content-type') ?? '';
  return /\bjson\b/.test(type) ? JSON.parse(text) : text;
}
