import { PipelineBoard } from '@slipway/plugin-delivery-common';
import { Announceable } from '../components';
import { presentRun } from '../present';
import { Words } from '../translation';

export function announcePipelines(
  board: PipelineBoard,
  words: Words,
): Announceable[] {
  return board.pipelines.map(({ id, status }) => ({
    id,
    mark: status,
    text: () =>
      words.t('pipeline.announcement', {
        id,
        status: words.t(presentRun(status).word),
      }),
  }));
}
