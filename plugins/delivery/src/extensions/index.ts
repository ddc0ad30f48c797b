export { environmentsCard, pipelinesCard, rolloutCard } from './cards';
export { decommissionMenuItem } from './decommissionMenuItem';
export { deliveryApi } from './deliveryApi';
export { deliveryContent } from './deliveryContent';
export { isDeliveryAvailable } from './isDeliveryAvailable';
export { launchesApi, launchesPage } from './launchesPage';
export {
  launchesRouteRef,
  rootRouteRef,
  templateRouteRef,
  wiringRouteRef,
} from './routes';
export { preflightApi, preflightField } from './preflight';
export { serviceNameField } from './serviceNameField';
export { wiringApi, wiringCard, wiringPage } from './wiring';
