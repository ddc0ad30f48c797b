export * from './Clock';
export * from './finish';
export * from './LaunchDeps';
export * from './Plan';
export * from './poll';
export * from './reconcile';
export * from './schemas';
