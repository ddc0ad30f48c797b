import type {
  ProjectRecord,
  UserRecord,
} from '../../../forge/records/records.ts';
import type { ExpressionValue } from '../expressions/ExpressionValue.ts';
import type { RunRecord } from '../records/actionsRecords.ts';

/** The `github` context of a run; `job`, `token` and folders come with a job. */
export function githubContext(
  run: RunRecord,
  about: {
    project: ProjectRecord;
    actor: Pick<UserRecord, 'id' | 'username'> | undefined;
    triggeringActor: Pick<UserRecord, 'username'> | undefined;
    webUrl: string;
    apiUrl: string;
  },
): Record<string, ExpressionValue> {
  const { project, actor, webUrl, apiUrl } = about;
  const [, kind, name] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(run.ref) ?? [];
  const [owner] = project.fullPath.split('/');
  const pull = run.payload.pull_request as
    | { head?: { ref?: string }; base?: { ref?: string } }
    | undefined;
  return {
    actor: actor?.username ?? '',
    actor_id: String(actor?.id ?? ''),
    triggering_actor: about.triggeringActor?.username ?? '',
    api_url: apiUrl,
    server_url: webUrl,
    graphql_url: `${apiUrl.replace(/\/v3$/, '')}/graphql`,
    base_ref: pull?.base?.ref ?? '',
    head_ref: pull?.head?.ref ?? '',
    event: run.payload,
    event_name: run.event,
    ref: run.ref,
    ref_name: name ?? run.ref,
    ref_type: kind === 'tags' ? 'tag' : 'branch',
    repository: project.fullPath,
    repository_id: String(project.id),
    repository_owner: owner,
    repository_owner_id: String(project.namespaceId),
    repositoryUrl: `${webUrl}/${project.fullPath}.git`,
    run_id: String(run.id),
    run_number: String(run.runNumber),
    run_attempt: String(run.attempt),
    retention_days: '90',
    sha: run.headSha,
    workflow: run.name,
    workflow_ref: `${project.fullPath}/${run.workflowPath}@${run.ref}`,
    workflow_sha: run.headSha,
  };
}

/** The variables that every step of a job has, from its `github` context. */
export function defaultVariables(
  github: Record<string, ExpressionValue>,
  job: { key: string; runnerName: string },
  folders: { workspace: string; temp: string; event: string },
): Record<string, string> {
  const named = Object.entries(github)
    .filter(([key, value]) => typeof value === 'string' && key !== 'token')
    .map(([key, value]) => [
      `GITHUB_${
        key === 'repositoryUrl' ? 'REPOSITORY_URL' : key.toUpperCase()
      }`,
      String(value),
    ]);
  return {
    ...Object.fromEntries(named),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_JOB: job.key,
    GITHUB_WORKSPACE: folders.workspace,
    GITHUB_EVENT_PATH: folders.event,
    RUNNER_ARCH: 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: job.runnerName,
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.temp,
    TMPDIR: folders.temp,
  };
}
