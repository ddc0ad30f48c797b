import { ForgeJob, ForgePipeline } from '../../forge';

/**
 * What a pipeline means to who waits for it.
 *
 * @public
 */
export type PipelineVerdict =
  | { kind: 'succeeded' }
  /** `words` say what runs now. */
  | { kind: 'running'; words: string }
  /** `words` say what failed, where to look and what to do. */
  | { kind: 'failed'; words: string };

/** @public */
export function derivePipelineVerdict(
  pipeline: ForgePipeline,
  jobs: ForgeJob[],
): PipelineVerdict {
  switch (pipeline.state) {
    case 'succeeded':
      return { kind: 'succeeded' };
    case 'failed':
      return { kind: 'failed', words: failure(pipeline, jobs) };
    case 'cancelled':
    case 'skipped':
      return {
        kind: 'failed',
        words: `The pipeline ${link(pipeline)} was ${
          pipeline.state === 'skipped' ? 'skipped' : 'canceled'
        }; start it again, then run the launch again`,
      };
    case 'waiting-for-person':
      return {
        kind: 'failed',
        words: `The pipeline ${link(
          pipeline,
        )} waits for somebody to start ${names(
          jobs.filter(({ state }) => state === 'waiting-for-person'),
        )}; start it, then run the launch again`,
      };
    case 'running':
      return { kind: 'running', words: progress(pipeline, jobs) };
    default:
      throw new TypeError(`Not a state: ${pipeline.state satisfies never}`);
  }
}

function failure(pipeline: ForgePipeline, jobs: ForgeJob[]): string {
  const failed = jobs.filter(
    ({ state, mayFail }) => state === 'failed' && !mayFail,
  );
  const details = failed
    .map(
      ({ name, failureReason, webUrl }) =>
        `${name}${failureReason ? ` (${failureReason})` : ''}${
          webUrl ? ` ${webUrl}` : ''
        }`,
    )
    .join(', ');
  return `The pipeline ${link(pipeline)} failed${
    details ? ` in ${details}` : ''
  }; mend it with a commit or retry it, then run the launch again`;
}

function progress(pipeline: ForgePipeline, jobs: ForgeJob[]): string {
  const running = jobs.filter(({ state }) => state === 'running');
  if (running.length > 0) {
    return `pipeline ${pipeline.id}: running ${names(running)}`;
  }
  const done = jobs.filter(({ state }) => state === 'succeeded').length;
  return done === 0
    ? `pipeline ${pipeline.id}: waiting for a runner`
    : `pipeline ${pipeline.id}: ${done} of ${jobs.length} jobs done`;
}

function names(jobs: ForgeJob[]): string {
  return jobs.map(({ name }) => name).join(', ') || 'a job';
}

function link({ id, webUrl }: ForgePipeline): string {
  return webUrl ?? String(id);
}
