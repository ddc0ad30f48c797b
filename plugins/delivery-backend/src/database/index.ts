export * from './applyMigrations';
export * from './DatabaseDeliveryStore';
export * from './DatabaseLeases';
export * from './DeliveryStore';
export * from './isSameObserved';
export * from './Leases';
