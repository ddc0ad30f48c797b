export * from './DeliveryConfig';
export * from './deliveryConfigServiceRef';
export * from './readDeliveryConfig';
