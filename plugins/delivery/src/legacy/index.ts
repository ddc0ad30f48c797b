export { DeliveryClient, deliveryApiRef } from '../api';
export { isDeliveryAvailable } from '../extensions/isDeliveryAvailable';
export {
  EntityDeliveryContent,
  EntityEnvironmentsCard,
  EntityPipelinesCard,
  EntityRolloutCard,
  SlipwayLaunchesPage,
  SlipwayPreflightFieldExtension,
  SlipwayServiceNameFieldExtension,
} from './components';
export { deliveryPlugin } from './deliveryPlugin';
