export * from './derivePipelineVerdict';
