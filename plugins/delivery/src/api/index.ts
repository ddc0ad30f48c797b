export { deliveryApiRef } from './DeliveryApi';
export type {
  DeliveryApi,
  GetDeliveryAnswer,
  GetDeliveryOptions,
} from './DeliveryApi';
export { DeliveryClient } from './DeliveryClient';
export { explain, isConflict, isForbidden, readRetryAfter } from './refusals';
