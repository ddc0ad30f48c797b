import {
  OperationAnswer,
  OperationRequest,
  ServiceDelivery,
} from '@slipway/plugin-delivery-common';
import { DeliveryApi, GetDeliveryAnswer, GetDeliveryOptions } from '../api';

/**
 * A delivery backend with knobs: what it shows, whether it answers at all, and how it takes
 * operations.
 *
 * @public
 */
export class FakeDeliveryApi implements DeliveryApi {
  /** The calls of `getDelivery`, in their order. */
  readonly gets: Array<{ entityRef: string; etag?: string }> = [];
  /** The operations asked for, in their order. */
  readonly operations: Array<{ entityRef: string; request: OperationRequest }> =
    [];
  #delivery: ServiceDelivery | undefined;
  #failure: Error | undefined;
  #gate: { promise: Promise<void>; open: () => void } | undefined;
  #onOperate: (request: OperationRequest) => Promise<void> = async () => {};

  constructor(delivery?: ServiceDelivery) {
    this.#delivery = delivery;
    if (!delivery) {
      this.hold();
    }
  }

  /** Shows another state from now on. */
  show(delivery: ServiceDelivery): void {
    this.#delivery = delivery;
    this.#failure = undefined;
  }

  /** Fails each read from now on, until the next `show`. */
  fail(error: Error): void {
    this.#failure = error;
  }

  /** Keeps reads waiting until `release`. */
  hold(): void {
    let open = () => {};
    const promise = new Promise<void>(resolve => {
      open = resolve;
    });
    this.#gate = { promise, open };
  }

  release(): void {
    this.#gate?.open();
    this.#gate = undefined;
  }

  /** What an operation does; it is refused by what this throws. */
  onOperate(handler: (request: OperationRequest) => Promise<void>): void {
    this.#onOperate = handler;
  }

  async getDelivery(
    entityRef: string,
    options: GetDeliveryOptions = {},
  ): Promise<GetDeliveryAnswer> {
    this.gets.push({ entityRef, etag: options.etag });
    await this.#gate?.promise;
    if (this.#failure) {
      throw this.#failure;
    }
    const delivery = this.#delivery;
    if (!delivery) {
      throw new Error('The fake has no delivery to show.');
    }
    const etag = `"${delivery.version}"`;
    return options.etag === etag
      ? { kind: 'unchanged' }
      : { kind: 'changed', delivery, etag };
  }

  async operate(
    entityRef: string,
    request: OperationRequest,
  ): Promise<OperationAnswer> {
    this.operations.push({ entityRef, request });
    await this.#onOperate(request);
    return { accepted: true };
  }
}
