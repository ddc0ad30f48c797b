import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { OperationRequest } from '@slipway/plugin-delivery-common';
import {
  explainDelivery,
  fetchDelivery,
  requestDelivery,
} from '../ledger/requestDelivery';
import { LaunchDeps } from '../run';
import { Delivery, deliverySchema } from './deliverySchema';

/** A portal that restarts, or that has too much to do, is back soon. */
const pausesMs = [1000, 2000, 5000];

/** The delivery backend, asked on behalf of the person who launches: their permissions hold. */
export class DeliveryApi {
  readonly #deps: Pick<LaunchDeps, 'auth' | 'discovery' | 'clock'>;
  readonly #credentials: BackstageCredentials;
  readonly #signal?: AbortSignal;

  constructor(
    deps: Pick<LaunchDeps, 'auth' | 'discovery' | 'clock'>,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ) {
    this.#deps = deps;
    this.#credentials = options.credentials;
    this.#signal = options.signal;
  }

  /** Undefined while the catalog does not know the entity yet. */
  async read(entityRef: string): Promise<Delivery | undefined> {
    const response = await this.#readPatiently(servicePath(entityRef));
    if (response.status === 404) {
      return undefined;
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

  /** Throws ConflictError when the state that the operation was decided on has changed. */
  async operate(entityRef: string, operation: OperationRequest): Promise<void> {
    await requestDelivery(this.#deps, {
      method: 'POST',
      path: `${servicePath(entityRef)}/operations`,
      body: operation,
      credentials: this.#credentials,
      signal: this.#signal,
    });
  }

  /** A wait of many minutes does not end with one look that the portal had no answer to. */
  async #readPatiently(path: string): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const request = {
          method: 'GET' as const,
          path,
          credentials: this.#credentials,
          signal: this.#signal,
        };
        const response = await fetchDelivery(this.#deps, request);
        if (response.ok || response.status === 404) {
          return response;
        }
        throw await explainDelivery(response, request);
      } catch (error) {
        if (
          attempt >= pausesMs.length ||
          !(error instanceof ServiceUnavailableError)
        ) {
          throw error;
        }
        await this.#deps.clock.sleep(pausesMs[attempt], this.#signal);
      }
    }
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
