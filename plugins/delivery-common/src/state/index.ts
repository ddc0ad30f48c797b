export * from './EnvironmentState';
export * from './messages';
export * from './Observed';
export * from './Operation';
export * from './PipelineState';
export * from './RolloutState';
export * from './ServiceDelivery';
