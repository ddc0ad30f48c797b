export type { DeliveryView } from './DeliveryView';
export { useServiceDelivery } from './useServiceDelivery';
