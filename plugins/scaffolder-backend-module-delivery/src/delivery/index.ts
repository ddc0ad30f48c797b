export * from './DeliveryApi';
export * from './deliverySchema';
export * from './deriveLook';
