import { Observed, PipelineBoard } from '@slipway/plugin-delivery-common';
import { RepositoryReader } from '@slipway/plugin-delivery-node';
import { EnvironmentInput } from '../derive';
import { commitOfTag, WantedImages } from '../releases';
import { ClusterInput } from './environmentInputs';

/** Adds to what the cluster says what git and the forge say. */
export async function completeInput(
  input: ClusterInput,
  context: {
    wanted: WantedImages;
    readers: RepositoryReader[];
    pipelines?: Observed<PipelineBoard>;
    now: Date;
  },
): Promise<EnvironmentInput> {
  const { wanted, readers, pipelines, now } = context;
  const { application } = input;
  const board = pipelines?.kind === 'observed' ? pipelines.value : undefined;
  const commitUrl = (repositoryUrl: string, sha: string) =>
    readers
      .find(reader => reader.serves(repositoryUrl))
      ?.commitUrl(repositoryUrl, sha);
  return {
    ...input,
    wantedImages: application && (await wanted.of(application)),
    now,
    commitOf: tag => commitOfTag(tag, board, commitUrl),
    gitopsUrl: sha => application && wanted.commitUrl(application, sha),
  };
}
