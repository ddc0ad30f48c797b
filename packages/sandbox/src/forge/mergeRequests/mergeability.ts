import { mergeTrees } from '../../git/mergeTrees.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { MergeRequestRecord, ProjectRecord } from '../records/records.ts';

/** The heads of a merge request: as they are now, or as they were when it ended. */
export interface MergeRequestHeads {
  source: string | undefined;
  target: string | undefined;
  base: string | undefined;
}

export async function readHeads(
  context: ForgeContext,
  project: ProjectRecord,
  mergeRequest: MergeRequestRecord,
): Promise<MergeRequestHeads> {
  if (mergeRequest.state === 'merged') {
    return {
      source: mergeRequest.headSha ?? undefined,
      target: mergeRequest.startSha ?? undefined,
      base: mergeRequest.baseSha ?? undefined,
    };
  }
  const git = context.git.of(project);
  const [source, target] = await Promise.all([
    git.resolve(`refs/heads/${mergeRequest.sourceBranch}`),
    git.resolve(`refs/heads/${mergeRequest.targetBranch}`),
  ]);
  const base =
    source && target ? await git.mergeBase(source, target) : undefined;
  return { source: source ?? mergeRequest.headSha ?? undefined, target, base };
}

export function isDraft(title: string): boolean {
  return /^\s*(\[draft\]|\(draft\)|draft:)/i.test(title);
}

export type DetailedMergeStatus =
  | 'checking'
  | 'mergeable'
  | 'not_open'
  | 'draft_status'
  | 'conflict'
  | 'commits_status'
  | 'need_rebase'
  | 'ci_must_pass'
  | 'ci_still_running';

/** What stands between a merge request and its merge. */
export async function deriveMergeStatus(
  context: ForgeContext,
  project: ProjectRecord,
  mergeRequest: MergeRequestRecord,
  heads: MergeRequestHeads,
): Promise<DetailedMergeStatus> {
  if (mergeRequest.state !== 'opened') {
    return 'not_open';
  }
  const { source, target, base } = heads;
  if (!source || !target || source === base) {
    return 'commits_status';
  }
  if (isDraft(mergeRequest.title)) {
    return 'draft_status';
  }
  if (!mergeRequest.checked) {
    return 'checking';
  }
  if (!(await mergeTrees(context.git.of(project), target, source))) {
    return 'conflict';
  }
  if (project.settings.merge_method === 'ff' && base !== target) {
    return 'need_rebase';
  }
  if (project.settings.only_allow_merge_if_pipeline_succeeds === true) {
    const pipeline = context.ci.lastPipeline(
      project,
      source,
      mergeRequest.sourceBranch,
    );
    const status = pipeline?.status;
    if (status === 'running' || status === 'pending' || status === 'created') {
      return 'ci_still_running';
    }
    if (status !== 'success') {
      return 'ci_must_pass';
    }
  }
  return 'mergeable';
}
