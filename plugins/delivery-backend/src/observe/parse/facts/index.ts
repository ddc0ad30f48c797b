export * from './AnalysisRunFacts';
export * from './ApplicationFacts';
export * from './DeploymentFacts';
export * from './Facts';
export * from './ObjectRef';
export * from './PodFacts';
export * from './ReplicaSetFacts';
export * from './RolloutFacts';
