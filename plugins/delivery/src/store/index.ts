export { planNextFetch } from './planNextFetch';
export type { DeliveryView } from './DeliveryView';
export { useServiceDelivery } from './useServiceDelivery';
