export * from './Clock';
export * from './Plan';
export * from './poll';
export * from './reconcile';
export * from './RunContext';
export * from './Thing';
export * from './thingSchema';
export * from './WiringDeps';
