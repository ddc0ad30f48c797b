import { ServiceUnavailableError } from '@backstage/errors';
import { GithubCredentialsProvider } from '@backstage/integration';
import { Octokit } from '@octokit/rest';
import { githubToken } from './githubCredentials';
import { githubError } from './githubError';
import { readGithubLimit } from './githubLimit';
import { redact, secretsOf } from './redact';

/** What the hooks around a client's requests go by. */
export interface GithubRequests {
  host: string;
  owner?: string;
  credentials: GithubCredentialsProvider;
  signal?: AbortSignal;
}

/** What octokit throws. */
interface OctokitError extends Error {
  status: number;
  request: { method: string; url: string };
  response?: {
    status: number;
    headers: Record<string, string | number | undefined>;
    data: unknown;
  };
}

interface OctokitAnswer {
  status: number;
  url: string;
  headers: Record<string, string | number | undefined>;
  data: unknown;
}

/** Goes around each attempt: gives it its credential, and tells limits as plugin-throttling knows them. */
export function githubAttempts(requests: GithubRequests) {
  return (octokit: Pick<Octokit, 'hook'>) => {
    octokit.hook.wrap('request', async (request, options) => {
      requests.signal?.throwIfAborted();
      const token = await githubToken(
        requests.credentials,
        requests.host,
        ownerOf(options) ?? requests.owner ?? '-',
      );
      options.headers.authorization = `token ${token}`;
      options.headers['x-github-api-version'] = '2022-11-28';
      if (!isRead(options.method)) {
        Object.assign(options.request, { retries: 0 });
      }
      try {
        return await request(options);
      } catch (error) {
        throw limitAsKnown(error);
      }
    });
    return {};
  };
}

/** Goes around all attempts of a request: ends them by the signal, and tells what went wrong. */
export function tellGithubErrors(
  octokit: Octokit,
  requests: GithubRequests,
): void {
  octokit.hook.wrap('request', async (request, options) => {
    const signals = [requests.signal, options.request?.signal].filter(
      (signal): signal is AbortSignal => Boolean(signal),
    );
    const stop = AbortSignal.any(signals);
    stop.throwIfAborted();
    // All requests of a client share it otherwise, and plugin-retry counts in it.
    Object.assign(options, { request: { ...options.request } });
    try {
      const answer = (await untilAborted(
        Promise.resolve(request(options)),
        stop,
      )) as OctokitAnswer;
      if (answer.status >= 300) {
        throw githubError({
          status: answer.status,
          body: answer.data,
          request: words(
            requests.host,
            options.method,
            octokit.request.endpoint(options).url,
          ),
          now: new Date(),
        });
      }
      return answer as never;
    } catch (error) {
      stop.throwIfAborted();
      if (isOctokitError(error) && error.response?.status === 304) {
        return error.response as never;
      }
      throw described(error, requests.host, secretsOf(options));
    }
  });
}

/**
 * plugin-throttling 5 knows limits as a 403 only, and a secondary one by its words. GitHub has come to
 * answer 429 too.
 */
function limitAsKnown(error: unknown): unknown {
  if (!isOctokitError(error) || !error.response) {
    return error;
  }
  const { status, headers } = error.response;
  const limit = readGithubLimit(
    { status, headers, message: error.message },
    new Date(),
  );
  if (limit) {
    error.status = 403;
    error.message = `secondary rate limit: ${error.message}`;
    if (limit.seconds !== undefined) {
      headers['retry-after'] = String(Math.max(1, limit.seconds));
    }
  }
  return error;
}

function described(error: unknown, host: string, secrets: string[]): unknown {
  if (!isOctokitError(error)) {
    return error;
  }
  const { request, response, message } = error;
  const asked = words(host, request.method, request.url);
  return response
    ? githubError({
        status: response.status,
        body: response.data,
        headers: response.headers,
        request: asked,
        now: new Date(),
        secrets,
      })
    : new ServiceUnavailableError(
        redact(`GitHub did not answer ${asked}: ${message}`, secrets),
      );
}

function words(host: string, method: string, url: string): string {
  const path = new URL(url, `https://${host}`).pathname;
  return `${method} ${path.replace(/^\/api\/v3(?=\/)/, '')} on ${host}`;
}

function ownerOf(options: object): string | undefined {
  const { owner, org, username } = options as Record<string, unknown>;
  const named = owner ?? org ?? username;
  return typeof named === 'string' ? named : undefined;
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isOctokitError(error: unknown): error is OctokitError {
  const { status, request } = (error ?? {}) as Partial<OctokitError>;
  return typeof status === 'number' && typeof request === 'object';
}

async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
