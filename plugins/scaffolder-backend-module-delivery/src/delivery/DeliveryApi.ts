import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import { OperationRequest } from '@slipway/plugin-delivery-common';
import { LaunchDeps } from '../run';
import { Delivery, deliverySchema } from './deliverySchema';

const timeoutMs = 15_000;

/** The delivery backend, asked on behalf of the person who launches: their permissions hold. */
export class DeliveryApi {
  readonly #deps: Pick<LaunchDeps, 'auth' | 'discovery'>;
  readonly #credentials: BackstageCredentials;
  readonly #signal?: AbortSignal;

  constructor(
    deps: Pick<LaunchDeps, 'auth' | 'discovery'>,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ) {
    this.#deps = deps;
    this.#credentials = options.credentials;
    this.#signal = options.signal;
  }

  /** Undefined while the catalog does not know the entity yet. */
  async read(entityRef: string): Promise<Delivery | undefined> {
    const response = await this.#request('GET', servicePath(entityRef));
    if (response.status === 404) {
      return undefined;
    }
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const parsed = deliverySchema.safeParse(await response.json());
    if (!parsed.success) {
      const [{ path, message }] = parsed.error.issues;
      throw new ServiceUnavailableError(
        `The delivery API's answer is not as expected at "${path.join(
          '.',
        )}": ${message}; are both of the same version?`,
      );
    }
    return parsed.data;
  }

  async operate(entityRef: string, operation: OperationRequest): Promise<void> {
    const response = await this.#request(
      'POST',
      `${servicePath(entityRef)}/operations`,
      operation,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
  }

  async #request(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Response> {
    const base = await this.#deps.discovery.getBaseUrl('delivery');
    const { token } = await this.#deps.auth.getPluginRequestToken({
      onBehalfOf: this.#credentials,
      targetPluginId: 'delivery',
    });
    const timeout = AbortSignal.timeout(timeoutMs);
    return await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: this.#signal ? AbortSignal.any([this.#signal, timeout]) : timeout,
    });
  }
}

function servicePath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef, {
    defaultKind: 'component',
  });
  return `/v1/services/${[kind, namespace, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/')}`;
}
