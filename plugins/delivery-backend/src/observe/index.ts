export * from './DeliveryNotifier';
export * from './DeliveryObserver';
export * from './environments';
export * from './pipelines';
export * from './releases';
