import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  PreflightAnswer,
  PreflightRequest,
} from '@slipway/plugin-delivery-common';
import { parsePreflight } from './parsePreflight';
import { PreflightApi } from './PreflightApi';
import { withTimeout } from './withTimeout';

/** It looks at forges, registries and clusters, some of which may not answer. */
const TIMEOUT_MS = 60_000;

/**
 * Preflight of the delivery backend over HTTP.
 *
 * @public
 */
export class PreflightClient implements PreflightApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async preflight(
    request: PreflightRequest,
    options: { signal?: AbortSignal } = {},
  ): Promise<PreflightAnswer> {
    const base = await this.#discoveryApi.getBaseUrl('delivery');
    return withTimeout(TIMEOUT_MS, options.signal, async signal => {
      const response = await this.#fetchApi.fetch(`${base}/v1/preflight`, {
        method: 'POST',
        signal,
        cache: 'no-store',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return parsePreflight(await response.json());
    });
  }
}
