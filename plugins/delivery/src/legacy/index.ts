export { DeliveryClient, deliveryApiRef } from '../api';
export { isDeliveryAvailable } from '../extensions/isDeliveryAvailable';
export {
  EntityDeliveryContent,
  EntityEnvironmentsCard,
  EntityPipelinesCard,
  EntityRolloutCard,
  SlipwayServiceNameFieldExtension,
} from './components';
export { deliveryPlugin } from './deliveryPlugin';
