export * from './PipelineObserver';
