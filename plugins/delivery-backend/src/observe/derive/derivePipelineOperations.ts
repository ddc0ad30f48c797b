import { OperationOffer, PipelineState } from '@slipway/plugin-delivery-common';
import { basisOf } from './operations/basisOf';
import { say } from './common/say';

/** The operations that make sense on a pipeline now, whoever may do them. */
export function derivePipelineOperations(
  pipeline: Omit<PipelineState, 'operations'>,
): OperationOffer[] {
  const stopped = pipeline.jobs.filter(
    it => it.status === 'failed' || it.status === 'cancelled',
  );
  const isOver =
    pipeline.status === 'failed' || pipeline.status === 'cancelled';
  if (!isOver || stopped.length === 0) return [];
  const facts = [pipeline.id, pipeline.status, ...stopped.map(it => it.id)];
  return [
    {
      kind: 'retry-pipeline',
      effect: say('operation.retryPipeline', {
        jobs: stopped.map(it => it.name).join(', '),
        commit: pipeline.commit.sha.slice(0, 8),
      }),
      basis: basisOf(facts),
    },
  ];
}
