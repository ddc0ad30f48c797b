import { ConflictError, InputError } from '@backstage/errors';
import { derivePipelineOperations } from '../observe/derive';
import { ServiceWiring } from '../services';
import { explainRemoteError } from './explainRemoteError';

const longestMs = 30_000;
/** As many as a page shows. */
const shown = 10;

/** Starts the failed jobs of a pipeline again, when it is still the one that was decided on. */
export async function retryPipeline(operation: {
  wiring: ServiceWiring;
  pipeline: string;
  basis: string;
}): Promise<void> {
  const { wiring, pipeline: id, basis } = operation;
  if (wiring.pipelines.kind !== 'wired') {
    throw new InputError(
      `${wiring.entityRef} does not say where its pipelines are, so none can be retried`,
    );
  }
  const { source, reference } = wiring.pipelines.value;
  const signal = AbortSignal.timeout(longestMs);
  try {
    const look = await source.look(reference, { limit: shown, signal });
    const pipeline =
      look.kind === 'seen'
        ? look.board.pipelines.find(it => it.id === id)
        : undefined;
    if (!pipeline) {
      throw new ConflictError(
        `The pipeline ${id} is not among the last ${shown} of ${reference.project}`,
      );
    }
    const offer = derivePipelineOperations(pipeline).find(
      it => it.kind === 'retry-pipeline',
    );
    if (offer?.basis !== basis) {
      throw new ConflictError(
        offer
          ? `The pipeline ${id} of ${reference.project} has changed since; look at it and decide again`
          : `There is nothing to retry in the pipeline ${id} of ${reference.project} any more`,
      );
    }
    await source.retry(reference, id, { signal });
  } catch (error) {
    throw explainRemoteError(
      error,
      `retry pipelines of ${reference.project} on ${reference.host}`,
    );
  }
}
