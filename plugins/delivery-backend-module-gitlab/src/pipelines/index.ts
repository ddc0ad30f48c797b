export * from './GitlabPipelineSource';
