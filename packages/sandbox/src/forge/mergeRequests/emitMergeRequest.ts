import { presentHookProject } from '../events/presentPush.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type {
  MergeRequestRecord,
  ProjectRecord,
  UserRecord,
} from '../records/records.ts';

/** Tells the project's hooks what became of a merge request. */
export function emitMergeRequest(
  context: ForgeContext,
  project: ProjectRecord,
  mergeRequest: MergeRequestRecord,
  user: UserRecord,
  action: 'open' | 'update' | 'merge',
): void {
  const presented = presentHookProject(context, project);
  context.hooks.emit(project, 'merge_request', {
    object_kind: 'merge_request',
    event_type: 'merge_request',
    user: {
      id: user.id,
      name: user.name,
      username: user.username,
      avatar_url: null,
      email: '[REDACTED]',
    },
    project: presented,
    repository: {
      name: project.name,
      url: presented.git_http_url,
      description: project.description,
      homepage: presented.homepage,
    },
    object_attributes: {
      id: mergeRequest.id,
      iid: mergeRequest.iid,
      title: mergeRequest.title,
      description: mergeRequest.description,
      state: mergeRequest.state,
      action:
        action === 'update' && mergeRequest.state === 'closed'
          ? 'close'
          : action,
      source_branch: mergeRequest.sourceBranch,
      target_branch: mergeRequest.targetBranch,
      source_project_id: project.id,
      target_project_id: project.id,
      author_id: mergeRequest.authorId,
      created_at: mergeRequest.createdAt,
      updated_at: mergeRequest.updatedAt,
      merge_commit_sha: mergeRequest.mergeCommitSha,
      url: `${presented.web_url}/-/merge_requests/${mergeRequest.iid}`,
    },
    labels: mergeRequest.labels.map(title => ({ title })),
    changes: {},
  });
}
