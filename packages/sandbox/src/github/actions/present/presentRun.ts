import type { CiCommit } from '../../../runner/index.ts';
import type { ProjectRecord } from '../../../forge/records/records.ts';
import { nodeId } from '../../present/nodeId.ts';
import { presentUser } from '../../present/presentOwner.ts';
import {
  apiUrlOf,
  presentMinimalRepository,
  seconds,
  webUrlOf,
} from '../../present/presentRepository.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { RunRecord } from '../records/actionsRecords.ts';

export function runUrl(
  { context }: ActionsService,
  project: ProjectRecord,
  run: Pick<RunRecord, 'id'>,
): string {
  return `${webUrlOf(context, project)}/actions/runs/${run.id}`;
}

/** `workflow-run` */
export function presentRun(
  service: ActionsService,
  project: ProjectRecord,
  run: RunRecord,
  commit: CiCommit | undefined,
) {
  const { context } = service;
  const api = apiUrlOf(context, project);
  const url = `${api}/actions/runs/${run.id}`;
  const person = (id: number) => {
    const user = context.forge.records.users.get(id);
    return user ? { user: presentUser(context, user) } : {};
  };
  const { user: actor } = person(run.actorId);
  const { user: triggeringActor } = person(run.triggeringActorId);
  const repository = presentMinimalRepository(context, project);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflowPath,
    display_title: run.displayTitle,
    run_number: run.runNumber,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CheckSuite', run.id),
    url,
    html_url: runUrl(service, project, run),
    pull_requests: run.pullRequestIds.map(number => ({
      id: number,
      number,
      url: `${api}/pulls/${number}`,
      head: {
        ref: run.headBranch ?? '',
        sha: run.headSha,
        repo: { id: project.id, url: api, name: project.path },
      },
      base: {
        ref: project.defaultBranch,
        sha: run.headSha,
        repo: { id: project.id, url: api, name: project.path },
      },
    })),
    created_at: seconds(run.createdAt),
    updated_at: seconds(run.updatedAt),
    ...(actor ? { actor } : {}),
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: seconds(run.runStartedAt),
    ...(triggeringActor ? { triggering_actor: triggeringActor } : {}),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url:
      run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    head_commit: commit ? presentHeadCommit(commit) : null,
    repository,
    head_repository: repository,
  };
}

function presentHeadCommit(commit: CiCommit) {
  return {
    id: commit.sha,
    tree_id: commit.sha,
    message: commit.message,
    timestamp: seconds(commit.timestamp),
    author: { name: commit.authorName, email: commit.authorEmail },
    committer: { name: commit.authorName, email: commit.authorEmail },
  };
}
