export * from './EnvironmentOperator';
export * from './retryPipeline';
export * from './RolloutNudger';
