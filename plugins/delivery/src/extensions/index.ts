export { environmentsCard, pipelinesCard, rolloutCard } from './cards';
export { deliveryApi } from './deliveryApi';
export { deliveryContent } from './deliveryContent';
export { isDeliveryAvailable } from './isDeliveryAvailable';
export { rootRouteRef } from './routes';
export { serviceNameField } from './serviceNameField';
