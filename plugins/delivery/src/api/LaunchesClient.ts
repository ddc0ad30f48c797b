import { parseEntityRef } from '@backstage/catalog-model';
import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  LaunchDetails,
  LaunchSummary,
  TakeBackAnswer,
  TakeBackPreview,
  TakeBackRequest,
} from '@slipway/plugin-delivery-common';
import { LaunchesApi, TakeBackTarget } from './LaunchesApi';
import { parseLaunch, parseLaunches, parsePreview } from './parseLaunches';
import { PortalAccess, requestJson } from './requestJson';

const TIMEOUT_MS = 15_000;
/** A preview looks at everything that there is, on forges and clusters. */
const PREVIEW_TIMEOUT_MS = 60_000;

/**
 * The launches of the delivery backend over HTTP.
 *
 * @public
 */
export class LaunchesClient implements LaunchesApi {
  readonly #access: PortalAccess;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#access = options;
  }

  async getLaunches(
    options: { signal?: AbortSignal } = {},
  ): Promise<LaunchSummary[]> {
    return parseLaunches(
      await this.#request('GET', '/launches', TIMEOUT_MS, options),
    );
  }

  async getLaunch(
    id: string,
    options: { signal?: AbortSignal } = {},
  ): Promise<LaunchDetails> {
    const path = `/launches/${encodeURIComponent(id)}`;
    return parseLaunch(await this.#request('GET', path, TIMEOUT_MS, options));
  }

  async previewTakeBack(
    target: TakeBackTarget,
    also: readonly string[],
    options: { signal?: AbortSignal } = {},
  ): Promise<TakeBackPreview> {
    const path = `${pathOf(target)}?dryRun=true`;
    return parsePreview(
      await this.#request('POST', path, PREVIEW_TIMEOUT_MS, {
        ...options,
        body: { also },
      }),
    );
  }

  async takeBack(
    target: TakeBackTarget,
    request: TakeBackRequest,
  ): Promise<TakeBackAnswer> {
    return (await this.#request('POST', pathOf(target), PREVIEW_TIMEOUT_MS, {
      body: request,
    })) as TakeBackAnswer;
  }

  #request(
    method: 'GET' | 'POST',
    path: string,
    timeoutMs: number,
    options: { body?: unknown; signal?: AbortSignal },
  ): Promise<unknown> {
    return requestJson(this.#access, { method, path, timeoutMs, ...options });
  }
}

function pathOf(target: TakeBackTarget): string {
  switch (target.kind) {
    case 'launch':
      return `/launches/${encodeURIComponent(target.id)}/take-back`;
    case 'service': {
      const { kind, namespace, name } = parseEntityRef(target.entityRef);
      const path = [kind, namespace, name].map(encodeURIComponent).join('/');
      return `/services/${path}/decommission`;
    }
    default:
      throw new TypeError(`Not a target: ${target satisfies never}`);
  }
}
