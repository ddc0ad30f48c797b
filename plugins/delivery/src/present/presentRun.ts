import {
  RiCheckboxCircleFill,
  RiCircleLine,
  RiCloseCircleFill,
  RiErrorWarningFill,
  RiIndeterminateCircleLine,
  RiLoader4Line,
  RiPlayCircleLine,
  RiProhibitedLine,
  RiQuestionFill,
} from '@remixicon/react';
import { JobState, RunStatus } from '@slipway/plugin-delivery-common';
import { look, Look } from './Look';

const looks: Record<RunStatus, Look> = {
  waiting: look('neutral', RiCircleLine, 'pipeline.status.waiting'),
  running: look('info', RiLoader4Line, 'pipeline.status.running'),
  succeeded: look('success', RiCheckboxCircleFill, 'pipeline.status.succeeded'),
  failed: look('danger', RiCloseCircleFill, 'pipeline.status.failed'),
  cancelled: look('neutral', RiProhibitedLine, 'pipeline.status.cancelled'),
  skipped: look(
    'neutral',
    RiIndeterminateCircleLine,
    'pipeline.status.skipped',
  ),
  manual: look('warning', RiPlayCircleLine, 'pipeline.status.manual'),
  unknown: look('neutral', RiQuestionFill, 'pipeline.status.unknown'),
};

/** A status that this page does not know is unknown, never a success and never an abort. */
export function presentRun(status: RunStatus): Look {
  return looks[status] ?? looks.unknown;
}

/** A failure that the forge tolerates is a warning. */
export function presentJob(
  job: Pick<JobState, 'status' | 'allowedToFail'>,
): Look {
  return job.status === 'failed' && job.allowedToFail
    ? look('warning', RiErrorWarningFill, 'pipeline.status.failed')
    : presentRun(job.status);
}
