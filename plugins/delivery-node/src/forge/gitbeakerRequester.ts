import { QueryValue } from './encodeQuery';
import { GitlabRequest, GitlabTransport } from './GitlabTransport';

interface GitbeakerOptions {
  body?: unknown;
  searchParams?: Record<string, unknown>;
  signal?: AbortSignal;
}

/**
 * What gitbeaker calls a requester, over our transport: its own retries 429 ten times without
 * looking at `Retry-After`, waits 300 s for an answer and cannot be cancelled by most methods.
 */
export function gitbeakerRequester(transport: GitlabTransport) {
  const send =
    (method: GitlabRequest['method']) =>
    async (endpoint: string, options: GitbeakerOptions = {}) => {
      const answer = await transport.request({
        method,
        path: `/${endpoint.replace(/^\//, '')}`,
        query: snakeKeys(options.searchParams) as Record<string, QueryValue>,
        body: options.body && snakeKeys(options.body),
        signal: options.signal,
      });
      return {
        // null for 204 as from its own requester; the type is what the caller of gitbeaker names.
        body: (answer.body ?? null) as never,
        headers: Object.fromEntries(answer.headers.entries()),
        status: answer.status,
      };
    };
  return {
    get: send('GET'),
    post: send('POST'),
    put: send('PUT'),
    patch: send('PATCH'),
    delete: send('DELETE'),
  };
}

/** Keys as GitLab spells them; a key that is not in camel case stays as it is. */
function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(snakeKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      /^[a-z][A-Za-z0-9]*$/.test(key)
        ? key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
        : key,
      snakeKeys(inner),
    ]),
  );
}
