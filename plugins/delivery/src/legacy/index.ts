export { DeliveryClient, deliveryApiRef } from '../api';
export { isDeliveryAvailable } from '../extensions/isDeliveryAvailable';
export {
  EntityDeliveryContent,
  EntityEnvironmentsCard,
  EntityPipelinesCard,
  EntityRolloutCard,
  EntityWiringCard,
  SlipwayLaunchesPage,
  SlipwayPreflightFieldExtension,
  SlipwayServiceNameFieldExtension,
  SlipwayWiringPage,
} from './components';
export { deliveryPlugin } from './deliveryPlugin';
