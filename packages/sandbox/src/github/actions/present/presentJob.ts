import type { ProjectRecord } from '../../../forge/records/records.ts';
import { nodeId } from '../../present/nodeId.ts';
import { apiUrlOf, seconds } from '../../present/presentRepository.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';
import { runUrl } from './presentRun.ts';

const maybe = (time: string | null) => (time === null ? null : seconds(time));

/** `job` */
export function presentJob(
  service: ActionsService,
  project: ProjectRecord,
  run: RunRecord,
  job: RunJobRecord,
) {
  const api = apiUrlOf(service.context, project);
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${runUrl(service, project, run)}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: seconds(job.createdAt),
    // GitHub has a time here for jobs that have not begun.
    started_at: seconds(job.startedAt ?? job.createdAt),
    completed_at: maybe(job.completedAt),
    name: job.name,
    steps: job.steps.map(step => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: maybe(step.startedAt),
      completed_at: maybe(step.completedAt),
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: job.runnerName === null ? null : 1,
    runner_name: job.runnerName,
    runner_group_id: job.runnerName === null ? null : 0,
    runner_group_name: job.runnerName === null ? null : 'GitHub Actions',
  };
}
