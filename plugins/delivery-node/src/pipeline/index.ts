export * from './PipelineSource';
export * from './pipelineSourcesExtensionPoint';
