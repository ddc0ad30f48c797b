import {
  JobState,
  PipelineState,
  RunStatus,
} from '@slipway/plugin-delivery-common';
import { runStatus } from './runStatus';
import { GithubJob, GithubRepository, GithubRun } from './schemas';

const over = new Set<RunStatus>([
  'succeeded',
  'failed',
  'cancelled',
  'skipped',
]);

/** A run of a workflow in the words of all forges. */
export function presentRun(
  repository: GithubRepository,
  run: GithubRun,
  jobs: GithubJob[],
  waitsForTime: boolean,
): Omit<PipelineState, 'operations'> {
  const status = timed(runStatus(run), waitsForTime);
  // A later job has a higher id: GitHub makes each when the ones that it needs are done.
  const shown = [...jobs]
    .sort((a, b) => a.id - b.id)
    .map(job => presentJob(run, job, waitsForTime));
  return {
    id: String(run.id),
    status,
    branch: run.head_branch ?? '',
    commit: {
      sha: run.head_sha,
      title: run.head_commit?.message?.split('\n')[0] || run.display_title,
      author: run.head_commit?.author?.name,
      url: `${repository.html_url}/commit/${run.head_sha}`,
    },
    url: run.html_url,
    createdAt: run.created_at,
    startedAt: times(shown, 'startedAt')[0],
    finishedAt: over.has(status)
      ? times(shown, 'finishedAt').at(-1) ?? run.updated_at
      : undefined,
    jobs: shown,
  };
}

function presentJob(
  run: GithubRun,
  job: GithubJob,
  waitsForTime: boolean,
): JobState {
  const status = timed(runStatus(job), waitsForTime);
  // GitHub fills the time of its start in as soon as there is a job.
  const hasStarted = status === 'running' || over.has(status);
  return {
    id: String(job.id),
    name: job.name,
    // GitHub has no stages; jobs belong to a workflow.
    stage: job.workflow_name ?? run.name ?? '',
    status,
    allowedToFail: status === 'failed' && runStatus(run) === 'succeeded',
    url: job.html_url,
    startedAt: hasStarted ? job.started_at : undefined,
    finishedAt: job.completed_at,
    failureReason: status === 'failed' ? reasonOf(job) : undefined,
  };
}

/** What waits for the protection of an environment may also do so by the clock alone. */
function timed(status: RunStatus, waitsForTime: boolean): RunStatus {
  return status === 'manual' && waitsForTime ? 'waiting' : status;
}

/** GitHub has no word for it but the name of the step. */
function reasonOf(job: GithubJob): string | undefined {
  const step = job.steps.find(({ conclusion }) => conclusion === 'failure');
  return step?.name ?? job.conclusion;
}

/** Earliest first. */
function times(jobs: JobState[], field: 'startedAt' | 'finishedAt'): string[] {
  return jobs
    .flatMap(job => job[field] ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
}
