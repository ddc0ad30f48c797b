export * from './EnvironmentInput';
export * from './OperationPlan';
export { deriveEnvironment } from './deriveEnvironment';
export { deriveOperations } from './deriveOperations';
export { derivePipelineOperations } from './derivePipelineOperations';
export { planOperation } from './planOperation';
export { workloadFacts } from './workloadFacts';
