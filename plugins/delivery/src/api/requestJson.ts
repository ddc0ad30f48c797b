import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { withTimeout } from './withTimeout';

export interface PortalAccess {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

export interface JsonRequest {
  method: 'GET' | 'POST';
  /** Below `/v1` of the delivery backend. */
  path: string;
  timeoutMs: number;
  body?: unknown;
  signal?: AbortSignal;
}

/** Asks the delivery backend for JSON; its refusals are thrown as `ResponseError`. */
export async function requestJson(
  access: PortalAccess,
  request: JsonRequest,
): Promise<unknown> {
  const { method, path, timeoutMs, body } = request;
  const base = await access.discoveryApi.getBaseUrl('delivery');
  return withTimeout(timeoutMs, request.signal, async signal => {
    const response = await access.fetchApi
      .fetch(`${base}/v1${path}`, {
        method,
        signal,
        cache: 'no-store',
        ...(body !== undefined && {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      })
      .catch(error => {
        throw explainOutage(error);
      });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return await response.json();
  });
}

/** Browsers say "Failed to fetch" or "NetworkError", each in its own words, and none says of what. */
function explainOutage(error: unknown): unknown {
  return error instanceof TypeError
    ? new Error('The portal cannot be reached; check the connection to it.', {
        cause: error,
      })
    : error;
}
