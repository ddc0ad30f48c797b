export { createPipelines } from './createPipelines.ts';
export type { Pipelines, PipelinesOptions } from './createPipelines.ts';
