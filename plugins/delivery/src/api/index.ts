export { deliveryApiRef } from './DeliveryApi';
export type {
  DeliveryApi,
  GetDeliveryAnswer,
  GetDeliveryOptions,
} from './DeliveryApi';
export { DeliveryClient } from './DeliveryClient';
export { launchesApiRef } from './LaunchesApi';
export type { LaunchesApi, TakeBackTarget } from './LaunchesApi';
export { LaunchesClient } from './LaunchesClient';
export { preflightApiRef } from './PreflightApi';
export type { PreflightApi } from './PreflightApi';
export { PreflightClient } from './PreflightClient';
export {
  explain,
  isConflict,
  isForbidden,
  isNotFound,
  readRetryAfter,
} from './refusals';
export { wiringApiRef } from './WiringApi';
export type { ReadWiring, ReadWiringList, WiringApi } from './WiringApi';
export { WiringClient } from './WiringClient';
