export * from './DeliveryConfig';
