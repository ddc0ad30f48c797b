import type { ProjectRecord } from '../../../forge/records/records.ts';
import { nodeId } from '../../present/nodeId.ts';
import { apiUrlOf, seconds } from '../../present/presentRepository.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';
import { runUrl } from './presentRun.ts';

/** The App that Actions is, as check runs name it. */
function presentActionsApp({ context }: ActionsService) {
  return {
    id: 15368,
    slug: 'github-actions',
    node_id: nodeId('App', 15368),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${context.webUrl()}/apps/github-actions`,
    owner: {
      login: 'github',
      id: 9919,
      node_id: nodeId('Organization', 9919),
      url: `${context.apiUrl()}/orgs/github`,
      repos_url: `${context.apiUrl()}/orgs/github/repos`,
      events_url: `${context.apiUrl()}/orgs/github/events`,
      avatar_url: `${context.webUrl()}/avatars/u/9919`,
      gravatar_id: '',
      html_url: `${context.webUrl()}/github`,
      followers_url: `${context.apiUrl()}/users/github/followers`,
      following_url: `${context.apiUrl()}/users/github/following{/other_user}`,
      gists_url: `${context.apiUrl()}/users/github/gists{/gist_id}`,
      starred_url: `${context.apiUrl()}/users/github/starred{/owner}{/repo}`,
      subscriptions_url: `${context.apiUrl()}/users/github/subscriptions`,
      organizations_url: `${context.apiUrl()}/users/github/orgs`,
      received_events_url: `${context.apiUrl()}/users/github/received_events`,
      type: 'Organization',
      site_admin: false,
    },
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2019-12-10T19:04:12Z',
    permissions: { actions: 'write', checks: 'write', metadata: 'read' },
    events: ['workflow_dispatch', 'push', 'pull_request'],
  };
}

/** `check-run`: every job is one. */
export function presentCheckRun(
  service: ActionsService,
  project: ProjectRecord,
  run: RunRecord,
  job: RunJobRecord,
) {
  const api = apiUrlOf(service.context, project);
  const page = `${runUrl(service, project, run)}/job/${job.id}`;
  const url = `${api}/check-runs/${job.id}`;
  return {
    id: job.id,
    name: job.name,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    external_id: `${run.id}-${job.key}-${job.attempt}`,
    url,
    html_url: page,
    details_url: page,
    status: job.status,
    conclusion: job.conclusion,
    started_at: seconds(job.startedAt ?? job.createdAt),
    completed_at: job.completedAt === null ? null : seconds(job.completedAt),
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.id },
    app: presentActionsApp(service),
    pull_requests: [],
  };
}

/** `check-suite`: every run is one. */
export function presentCheckSuite(
  service: ActionsService,
  project: ProjectRecord,
  run: RunRecord,
) {
  const api = apiUrlOf(service.context, project);
  const url = `${api}/check-suites/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CheckSuite', run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    status: run.status,
    conclusion: run.conclusion,
    url,
    before: null,
    after: run.headSha,
    pull_requests: [],
    app: presentActionsApp(service),
    created_at: seconds(run.createdAt),
    updated_at: seconds(run.updatedAt),
    latest_check_runs_count: service.store.jobs(run.id).length,
    check_runs_url: `${url}/check-runs`,
  };
}
