import type { CommitInfo } from '../../git/parseCommits.ts';
import { zeroSha } from '../../git/GitRepository.ts';
import type { FileDiff } from '../../git/parseDiff.ts';
import type { PushEvent } from '../../world/seams.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';

/** The `project` of every webhook payload. */
export function presentHookProject(
  context: Pick<ForgeContext, 'baseUrl' | 'records'>,
  project: ProjectRecord,
) {
  const webUrl = `${context.baseUrl()}/${project.fullPath}`;
  const namespace = context.records.namespaces.get(project.namespaceId);
  return {
    id: project.id,
    name: project.name,
    description: project.description,
    web_url: webUrl,
    avatar_url: null,
    git_ssh_url: null,
    git_http_url: `${webUrl}.git`,
    namespace: namespace?.name ?? '',
    visibility_level: { private: 0, internal: 10, public: 20 }[
      project.visibility
    ],
    path_with_namespace: project.fullPath,
    default_branch: project.defaultBranch,
    ci_config_path: project.settings.ci_config_path ?? null,
    homepage: webUrl,
    url: `${webUrl}.git`,
    http_url: `${webUrl}.git`,
  };
}

export interface PushedCommit {
  commit: CommitInfo;
  files: FileDiff[];
}

/** The payload of a push or tag push hook. */
export function presentPush(
  context: Pick<ForgeContext, 'baseUrl' | 'records'>,
  project: ProjectRecord,
  push: PushEvent,
  details: {
    commits: PushedCommit[];
    total: number;
    isProtected: boolean;
  },
) {
  const webUrl = `${context.baseUrl()}/${project.fullPath}`;
  const kind = push.ref.startsWith('refs/tags/') ? 'tag_push' : 'push';
  return {
    object_kind: kind,
    event_name: kind,
    before: push.before,
    after: push.after,
    ref: push.ref,
    ref_protected: details.isProtected,
    checkout_sha: push.after === zeroSha ? null : push.after,
    message: null,
    user_id: push.user.id,
    user_name: push.user.name,
    user_username: push.user.username,
    user_email: null,
    user_avatar: null,
    project_id: project.id,
    project: presentHookProject(context, project),
    commits: details.commits.map(({ commit, files }) => ({
      id: commit.sha,
      message: commit.message,
      title: commit.message.split('\n')[0],
      timestamp: commit.committedDate.replace('.000', ''),
      url: `${webUrl}/-/commit/${commit.sha}`,
      author: { name: commit.authorName, email: commit.authorEmail },
      added: files.filter(file => file.newFile).map(file => file.newPath),
      modified: files
        .filter(file => !file.newFile && !file.deletedFile)
        .map(file => file.newPath),
      removed: files.filter(file => file.deletedFile).map(file => file.oldPath),
    })),
    total_commits_count: details.total,
    push_options: presentOptions(push.options),
    repository: {
      name: project.name,
      url: `${webUrl}.git`,
      description: project.description,
      homepage: webUrl,
      git_http_url: `${webUrl}.git`,
      git_ssh_url: null,
      visibility_level: 0,
    },
  };
}

/** `ci.skip` → `{ ci: { skip: true } }` */
export function presentOptions(
  options: string[],
): Record<string, Record<string, unknown>> {
  const result: Record<string, Record<string, unknown>> = {};
  for (const option of options) {
    const match = /^(ci|merge_request|integrations)\.([a-z_]+)(?:=(.*))?$/.exec(
      option,
    );
    if (match) {
      const [, namespace, name, value] = match;
      result[namespace] = { ...result[namespace], [name]: value ?? true };
    }
  }
  return result;
}
