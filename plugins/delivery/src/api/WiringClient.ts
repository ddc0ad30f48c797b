import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  WiringAnswer,
  WiringRepairRequest,
  WiringRotateRequest,
} from '@slipway/plugin-delivery-common';
import { parseWiring, parseWiringAnswer, parseWiringList } from './parseWiring';
import { PortalAccess, requestJson } from './requestJson';
import { ReadWiring, ReadWiringList, WiringApi } from './WiringApi';

/** An order is accepted at once and worked at afterwards. */
const TIMEOUT_MS = 15_000;

/**
 * The wiring of services, of the delivery backend over HTTP.
 *
 * @public
 */
export class WiringClient implements WiringApi {
  readonly #access: PortalAccess;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#access = options;
  }

  async getWiringList(
    options: { signal?: AbortSignal } = {},
  ): Promise<ReadWiringList> {
    return parseWiringList(await this.#get('/wiring', options));
  }

  async getWiring(
    entityRef: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<ReadWiring> {
    return parseWiring(await this.#get(pathOf(entityRef), options));
  }

  async check(entityRef: string): Promise<WiringAnswer> {
    return this.#post(`${pathOf(entityRef)}/check`);
  }

  async repair(
    entityRef: string,
    request: WiringRepairRequest,
  ): Promise<WiringAnswer> {
    return this.#post(`${pathOf(entityRef)}/repair`, request);
  }

  async rotate(
    entityRef: string,
    request: WiringRotateRequest,
  ): Promise<WiringAnswer> {
    return this.#post(`${pathOf(entityRef)}/rotate`, request);
  }

  #get(path: string, options: { signal?: AbortSignal }): Promise<unknown> {
    return requestJson(this.#access, {
      method: 'GET',
      path,
      timeoutMs: TIMEOUT_MS,
      signal: options.signal,
    });
  }

  async #post(path: string, body?: unknown): Promise<WiringAnswer> {
    return parseWiringAnswer(
      await requestJson(this.#access, {
        method: 'POST',
        path,
        timeoutMs: TIMEOUT_MS,
        body,
      }),
    );
  }
}

function pathOf(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const path = [kind, namespace, name].map(encodeURIComponent).join('/');
  return `/services/${path}/wiring`;
}
