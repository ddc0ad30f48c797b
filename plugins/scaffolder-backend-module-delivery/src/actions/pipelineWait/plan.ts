import { Job, Pipeline } from '@slipway/plugin-wiring-node';

/** What a pipeline means to who waits for it. */
export type PipelineVerdict =
  | { kind: 'succeeded' }
  /** `words` say what runs now. */
  | { kind: 'running'; words: string }
  /** `words` say what failed, where to look and what to do. */
  | { kind: 'failed'; words: string };

export function derivePipelineVerdict(
  pipeline: Pipeline,
  jobs: Job[],
): PipelineVerdict {
  switch (pipeline.status) {
    case 'success':
      return { kind: 'succeeded' };
    case 'failed':
      return { kind: 'failed', words: failure(pipeline, jobs) };
    case 'canceled':
    case 'skipped':
      return {
        kind: 'failed',
        words: `The pipeline ${link(pipeline)} was ${
          pipeline.status
        }; start it again, then run the launch again`,
      };
    case 'manual':
      return {
        kind: 'failed',
        words: `The pipeline ${link(
          pipeline,
        )} waits for somebody to start ${names(
          jobs.filter(({ status }) => status === 'manual'),
        )}; start it, then run the launch again`,
      };
    default:
      return { kind: 'running', words: progress(pipeline, jobs) };
  }
}

function failure(pipeline: Pipeline, jobs: Job[]): string {
  const failed = jobs.filter(
    ({ status, allow_failure }) => status === 'failed' && !allow_failure,
  );
  const details = failed
    .map(
      ({ name, failure_reason, web_url }) =>
        `${name}${failure_reason ? ` (${failure_reason})` : ''}${
          web_url ? ` ${web_url}` : ''
        }`,
    )
    .join(', ');
  return `The pipeline ${link(pipeline)} failed${
    details ? ` in ${details}` : ''
  }; mend it with a commit or retry it, then run the launch again`;
}

function progress(pipeline: Pipeline, jobs: Job[]): string {
  const running = jobs.filter(({ status }) => status === 'running');
  if (running.length > 0) {
    return `pipeline ${pipeline.id}: running ${names(running)}`;
  }
  const done = jobs.filter(({ status }) => status === 'success').length;
  return done === 0
    ? `pipeline ${pipeline.id}: waiting for a runner`
    : `pipeline ${pipeline.id}: ${done} of ${jobs.length} jobs done`;
}

function names(jobs: Job[]): string {
  return jobs.map(({ name }) => name).join(', ') || 'a job';
}

function link({ id, web_url }: Pipeline): string {
  return web_url ?? String(id);
}
