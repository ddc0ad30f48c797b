export * from './EnvironmentOperator';
export * from './retryPipeline';
