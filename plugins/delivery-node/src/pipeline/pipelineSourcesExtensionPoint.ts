import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { PipelineSource } from './PipelineSource';

/** @public */
export interface PipelineSourcesExtensionPoint {
  addPipelineSource(source: PipelineSource): void;
}

/**
 * Adds a forge as a source of pipelines to the delivery backend.
 *
 * @public
 */
export const pipelineSourcesExtensionPoint =
  createExtensionPoint<PipelineSourcesExtensionPoint>({
    id: 'delivery.pipeline-sources',
  });
