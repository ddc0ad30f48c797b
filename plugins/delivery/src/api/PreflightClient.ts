import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  PreflightAnswer,
  PreflightRequest,
} from '@slipway/plugin-delivery-common';
import { parsePreflight } from './parsePreflight';
import { PreflightApi } from './PreflightApi';
import { PortalAccess, requestJson } from './requestJson';

/** It looks at forges, registries and clusters, some of which may not answer. */
const TIMEOUT_MS = 60_000;

/**
 * Preflight of the delivery backend over HTTP.
 *
 * @public
 */
export class PreflightClient implements PreflightApi {
  readonly #access: PortalAccess;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#access = options;
  }

  async preflight(
    request: PreflightRequest,
    options: { signal?: AbortSignal } = {},
  ): Promise<PreflightAnswer> {
    return parsePreflight(
      await requestJson(this.#access, {
        method: 'POST',
        path: '/preflight',
        timeoutMs: TIMEOUT_MS,
        body: request,
        signal: options.signal,
      }),
    );
  }
}
