/**
 * The delivery of services in Backstage's new frontend system.
 *
 * @packageDocumentation
 */
export { default } from './plugin';
export {
  DeliveryClient,
  deliveryApiRef,
  LaunchesClient,
  launchesApiRef,
  PreflightClient,
  preflightApiRef,
  WiringClient,
  wiringApiRef,
} from './api';
export type {
  DeliveryApi,
  GetDeliveryAnswer,
  GetDeliveryOptions,
  LaunchesApi,
  PreflightApi,
  ReadWiring,
  ReadWiringList,
  TakeBackTarget,
  WiringApi,
} from './api';
export { isDeliveryAvailable } from './extensions';
