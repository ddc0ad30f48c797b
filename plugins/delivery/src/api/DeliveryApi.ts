import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  OperationAnswer,
  OperationRequest,
  ServiceDelivery,
} from '@slipway/plugin-delivery-common';

/** @public */
export interface GetDeliveryOptions {
  /** The tag of the state that the caller holds. */
  etag?: string;
  signal?: AbortSignal;
}

/** @public */
export type GetDeliveryAnswer =
  /** The state that the caller holds is still the current one. */
  | { kind: 'unchanged' }
  | { kind: 'changed'; delivery: ServiceDelivery; etag?: string };

/**
 * Reads and steers the delivery of services. Refusals of the backend are thrown as
 * `ResponseError`.
 *
 * @public
 */
export interface DeliveryApi {
  getDelivery(
    entityRef: string,
    options?: GetDeliveryOptions,
  ): Promise<GetDeliveryAnswer>;
  operate(
    entityRef: string,
    request: OperationRequest,
  ): Promise<OperationAnswer>;
}

/** @public */
export const deliveryApiRef = createApiRef<DeliveryApi>({
  id: 'plugin.delivery.service',
});
