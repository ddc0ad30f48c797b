import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  OperationAnswer,
  OperationRequest,
} from '@slipway/plugin-delivery-common';
import {
  DeliveryApi,
  GetDeliveryAnswer,
  GetDeliveryOptions,
} from './DeliveryApi';
import { parseDelivery } from './parseDelivery';
import { withTimeout } from './withTimeout';

const TIMEOUT_MS = 15_000;

/**
 * The delivery backend over HTTP.
 *
 * @public
 */
export class DeliveryClient implements DeliveryApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getDelivery(
    entityRef: string,
    options: GetDeliveryOptions = {},
  ): Promise<GetDeliveryAnswer> {
    const { etag } = options;
    const url = await this.#serviceUrl(entityRef);
    return withTimeout(TIMEOUT_MS, options.signal, async signal => {
      const response = await this.#fetchApi.fetch(url, {
        signal,
        // The browser's own cache would hide a 304 and could answer with an old state.
        cache: 'no-store',
        headers: etag ? { 'If-None-Match': etag } : {},
      });
      if (response.status === 304) {
        return { kind: 'unchanged' };
      }
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return {
        kind: 'changed',
        delivery: parseDelivery(await response.json()),
        etag: response.headers.get('ETag') ?? undefined,
      };
    });
  }

  async operate(
    entityRef: string,
    request: OperationRequest,
  ): Promise<OperationAnswer> {
    const url = `${await this.#serviceUrl(entityRef)}/operations`;
    return withTimeout(TIMEOUT_MS, undefined, async signal => {
      const response = await this.#fetchApi.fetch(url, {
        method: 'POST',
        signal,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      });
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      return { accepted: true };
    });
  }

  async #serviceUrl(entityRef: string): Promise<string> {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const base = await this.#discoveryApi.getBaseUrl('delivery');
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    return `${base}/v1/services/${path}`;
  }
}
