import { EnvironmentState } from './EnvironmentState';
import { Observed } from './Observed';
import { PipelineBoard } from './PipelineState';

/**
 * All that a page shows about the delivery of one service.
 *
 * @public
 */
export interface ServiceDelivery {
  entityRef: string;
  /** The number of this state; it grows by each change of any part. */
  version: number;
  /** In the promotion order; every configured environment is in it. */
  environments: Observed<EnvironmentState[]>;
  pipelines: Observed<PipelineBoard>;
}
