import { JobState, PipelineState } from '@slipway/plugin-delivery-common';
import { runStatus } from './runStatus';
import { GitlabJob, GitlabPipeline, GitlabProject } from './schemas';

/** A pipeline in the words of all forges. */
export function presentPipeline(
  project: GitlabProject,
  pipeline: GitlabPipeline,
  jobs: GitlabJob[],
): Omit<PipelineState, 'operations'> {
  const shown = latestInOrder(jobs);
  const commit = jobs.find(job => job.commit)?.commit;
  const status = runStatus(pipeline.status);
  const isOver = ['succeeded', 'failed', 'cancelled', 'skipped'].includes(
    status,
  );
  return {
    id: String(pipeline.id),
    status,
    branch: pipeline.ref,
    commit: {
      sha: pipeline.sha,
      title: commit?.title,
      author: commit?.author_name,
      url: commit?.web_url ?? `${project.web_url}/-/commit/${pipeline.sha}`,
    },
    url: pipeline.web_url,
    createdAt: pipeline.created_at,
    startedAt: times(jobs, 'started_at')[0],
    finishedAt: isOver
      ? times(shown, 'finished_at').at(-1) ?? pipeline.updated_at
      : undefined,
    jobs: shown.map(presentJob),
  };
}

/**
 * The newest job of each name, in the order of the stages. GitLab gives no order, but it makes the
 * jobs of a pipeline stage by stage, so the first id of a stage tells its place; a retried job has
 * a late one, hence the list with the retried ones.
 */
function latestInOrder(jobs: GitlabJob[]): GitlabJob[] {
  const byId = [...jobs].sort((a, b) => a.id - b.id);
  const stages = [...new Set(byId.map(job => job.stage))];
  const names = [...new Set(byId.map(job => job.name))];
  return names
    .map(name => byId.filter(job => job.name === name).at(-1)!)
    .sort(
      (a, b) =>
        stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
        names.indexOf(a.name) - names.indexOf(b.name),
    );
}

function presentJob(job: GitlabJob): JobState {
  return {
    id: String(job.id),
    name: job.name,
    stage: job.stage,
    status: runStatus(job.status),
    allowedToFail: job.allow_failure,
    url: job.web_url,
    startedAt: job.started_at,
    finishedAt: job.finished_at,
    failureReason: job.failure_reason,
  };
}

/** Earliest first. */
function times(
  jobs: GitlabJob[],
  field: 'started_at' | 'finished_at',
): string[] {
  return jobs
    .flatMap(job => job[field] ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
}
