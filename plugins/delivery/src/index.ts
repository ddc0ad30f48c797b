/**
 * The delivery of services in Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export { DeliveryClient, deliveryApiRef } from './api';
export type { DeliveryApi, GetDeliveryAnswer, GetDeliveryOptions } from './api';
export { isDeliveryAvailable } from './extensions';
