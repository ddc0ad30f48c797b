import type { CommitInfo } from '../../../git/parseCommits.ts';
import type { JobRecord, RunnerRecord } from '../../../runner/index.ts';
import type { ForgeContext } from '../../ForgeContext.ts';
import type { ProjectRecord } from '../../records/records.ts';

/** `2026-01-02 03:04:05 UTC`, as webhooks write times. */
export function hookTime(iso: string | null): string | null {
  return iso === null
    ? null
    : `${new Date(iso).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}

const visibilityLevels = { private: 0, internal: 10, public: 20 };

export function hookProject(context: ForgeContext, project: ProjectRecord) {
  const url = `${context.baseUrl()}/${project.fullPath}`;
  const namespace = context.records.namespaces.get(project.namespaceId);
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: url,
    avatar_url: null,
    git_ssh_url: `git@${new URL(context.baseUrl()).hostname}:${
      project.fullPath
    }.git`,
    git_http_url: `${url}.git`,
    namespace: namespace?.name ?? '',
    visibility_level: visibilityLevels[project.visibility],
    path_with_namespace: project.fullPath,
    default_branch: project.defaultBranch,
    ci_config_path: null,
  };
}

export function hookUser(context: ForgeContext, userId: number) {
  const user = context.records.users.get(userId);
  return user
    ? {
        id: user.id,
        name: user.name,
        username: user.username,
        avatar_url: null,
        email: '[REDACTED]',
      }
    : null;
}

export function hookCommit(
  context: ForgeContext,
  project: ProjectRecord,
  commit: CommitInfo | undefined,
) {
  return commit
    ? {
        id: commit.sha,
        message: commit.message,
        title: commit.message.split('\n')[0],
        timestamp: commit.committedDate,
        url: `${context.baseUrl()}/${project.fullPath}/-/commit/${commit.sha}`,
        author: { name: commit.authorName, email: commit.authorEmail },
      }
    : null;
}

export function hookRunner(runner: RunnerRecord | undefined) {
  return runner
    ? {
        id: runner.id,
        description: runner.description,
        runner_type: runner.runnerType,
        active: !runner.paused,
        is_shared: runner.runnerType === 'instance_type',
        tags: runner.tagList,
      }
    : null;
}

export function hookEnvironment(job: JobRecord) {
  return job.environment
    ? {
        name: job.environment.name,
        action: job.environment.action,
        deployment_tier: job.environment.tier,
      }
    : null;
}
