import { diffTrees } from '../../git/diffTrees.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentUserById } from '../present/presentUser.ts';
import type { MergeRequestRecord, ProjectRecord } from '../records/records.ts';
import { deriveMergeStatus, isDraft, readHeads } from './mergeability.ts';

/** `API_Entities_MergeRequestBasic` */
export async function presentMergeRequestBasic(
  context: ForgeContext,
  project: ProjectRecord,
  mergeRequest: MergeRequestRecord,
) {
  const heads = await readHeads(context, project, mergeRequest);
  const detailed = await deriveMergeStatus(
    context,
    project,
    mergeRequest,
    heads,
  );
  const user = (id: number | null) => presentUserById(context, id);
  const users = (ids: number[]) => ids.map(user).filter(each => each !== null);
  const full = `${project.fullPath}!${mergeRequest.iid}`;
  return {
    id: mergeRequest.id,
    iid: mergeRequest.iid,
    project_id: project.id,
    title: mergeRequest.title,
    description: mergeRequest.description,
    state: mergeRequest.state,
    created_at: mergeRequest.createdAt,
    updated_at: mergeRequest.updatedAt,
    merged_by: user(mergeRequest.mergedById),
    merge_user: user(mergeRequest.mergedById),
    merged_at: mergeRequest.mergedAt,
    closed_by: user(mergeRequest.closedById),
    closed_at: mergeRequest.closedAt,
    target_branch: mergeRequest.targetBranch,
    source_branch: mergeRequest.sourceBranch,
    user_notes_count: 0,
    upvotes: 0,
    downvotes: 0,
    author: user(mergeRequest.authorId),
    assignees: users(mergeRequest.assigneeIds),
    assignee: user(mergeRequest.assigneeIds[0] ?? null),
    reviewers: users(mergeRequest.reviewerIds),
    source_project_id: project.id,
    target_project_id: project.id,
    labels: mergeRequest.labels,
    draft: isDraft(mergeRequest.title),
    imported: false,
    imported_from: 'none',
    work_in_progress: isDraft(mergeRequest.title),
    milestone: null,
    merge_when_pipeline_succeeds: false,
    merge_status: deriveLegacyStatus(detailed),
    detailed_merge_status: detailed,
    merge_after: null,
    sha: heads.source ?? null,
    merge_commit_sha: mergeRequest.mergeCommitSha,
    squash_commit_sha: mergeRequest.squashCommitSha,
    discussion_locked: mergeRequest.discussionLocked,
    should_remove_source_branch: null,
    force_remove_source_branch: mergeRequest.removeSourceBranch,
    prepared_at: mergeRequest.preparedAt,
    reference: `!${mergeRequest.iid}`,
    references: {
      short: `!${mergeRequest.iid}`,
      relative: `!${mergeRequest.iid}`,
      full,
    },
    web_url: `${context.baseUrl()}/${project.fullPath}/-/merge_requests/${
      mergeRequest.iid
    }`,
    time_stats: {
      time_estimate: 0,
      total_time_spent: 0,
      human_time_estimate: null,
      human_total_time_spent: null,
    },
    squash: mergeRequest.squash,
    squash_on_merge: mergeRequest.squash,
    task_completion_status: { count: 0, completed_count: 0 },
    has_conflicts: detailed === 'conflict',
    blocking_discussions_resolved: true,
    approvals_before_merge: null,
  };
}

/** `merge_status`, which clients from before `detailed_merge_status` read. */
function deriveLegacyStatus(detailed: string): string {
  switch (detailed) {
    case 'checking':
      return 'checking';
    case 'conflict':
    case 'commits_status':
      return 'cannot_be_merged';
    default:
      return 'can_be_merged';
  }
}

/** `API_Entities_MergeRequest` */
export async function presentMergeRequest(
  context: ForgeContext,
  project: ProjectRecord,
  mergeRequest: MergeRequestRecord,
  mayMerge: boolean,
) {
  const heads = await readHeads(context, project, mergeRequest);
  const changes =
    heads.source && heads.base
      ? (await diffTrees(context.git.of(project), heads.base, heads.source))
          .length
      : 0;
  const pipeline = heads.source
    ? context.ci.headPipeline(project, heads.source, mergeRequest.sourceBranch)
    : null;
  return {
    ...(await presentMergeRequestBasic(context, project, mergeRequest)),
    subscribed: true,
    changes_count: String(changes),
    latest_build_started_at: null,
    latest_build_finished_at: null,
    first_deployed_to_production_at: null,
    pipeline: heads.source
      ? context.ci.lastPipeline(
          project,
          heads.source,
          mergeRequest.sourceBranch,
        )
      : null,
    head_pipeline: pipeline,
    diff_refs: {
      base_sha: heads.base ?? null,
      head_sha: heads.source ?? null,
      start_sha: heads.target ?? null,
    },
    merge_error: null,
    first_contribution: false,
    user: { can_merge: mayMerge },
  };
}
