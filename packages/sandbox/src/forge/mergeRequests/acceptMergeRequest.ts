import { zeroSha } from '../../git/GitRepository.ts';
import { mergeTrees } from '../../git/mergeTrees.ts';
import { writeCommitObject } from '../../git/writeCommit.ts';
import { receivePush } from '../events/receivePush.ts';
import type { RefChange } from '../events/receivePush.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type {
  MergeRequestRecord,
  ProjectRecord,
  UserRecord,
} from '../records/records.ts';
import { deriveMergeStatus, readHeads } from './mergeability.ts';

export interface AcceptOptions {
  mergeCommitMessage?: string;
  squashCommitMessage?: string;
  squash: boolean;
  removeSourceBranch: boolean;
  /** What whoever merges last saw of the source branch. */
  sha?: string;
}

/** Merges: a squashed commit or the source's own, and a merge commit unless it is a fast-forward. */
export async function acceptMergeRequest(
  context: ForgeContext,
  project: ProjectRecord,
  mergeRequest: MergeRequestRecord,
  user: UserRecord,
  options: AcceptOptions,
): Promise<MergeRequestRecord> {
  const { errors } = context;
  const git = context.git.of(project);
  return git.exclusively(async () => {
    const heads = await readHeads(context, project, mergeRequest);
    const status = await deriveMergeStatus(
      context,
      project,
      { ...mergeRequest, checked: true },
      heads,
    );
    const { source, target } = heads;
    if (status === 'conflict') {
      throw errors.unprocessable('Branch cannot be merged');
    }
    if (status !== 'mergeable' || !source || !target) {
      throw errors.notAllowed();
    }
    if (options.sha !== undefined && options.sha !== source) {
      throw errors.conflict(
        `SHA does not match HEAD of source branch: ${source}`,
      );
    }
    const tree = await mergeTrees(git, target, source);
    if (!tree) {
      throw errors.unprocessable('Branch cannot be merged');
    }
    const person = { name: user.name, email: user.email };
    const meta = {
      author: person,
      committer: person,
      date: context.clock.now(),
    };
    const squashed = options.squash
      ? await writeCommitObject(git, tree, [target], {
          ...meta,
          message: options.squashCommitMessage || mergeRequest.title,
        })
      : undefined;
    const head = squashed ?? source;
    const fastForward = project.settings.merge_method === 'ff';
    const merged = fastForward
      ? head
      : await writeCommitObject(git, tree, [target, head], {
          ...meta,
          message:
            options.mergeCommitMessage ||
            `Merge branch '${mergeRequest.sourceBranch}' into '${mergeRequest.targetBranch}'\n\n${mergeRequest.title}\n\nSee merge request ${project.fullPath}!${mergeRequest.iid}`,
        });
    const changes: RefChange[] = [
      {
        ref: `refs/heads/${mergeRequest.targetBranch}`,
        before: target,
        after: merged,
      },
    ];
    if (
      options.removeSourceBranch &&
      mergeRequest.sourceBranch !== project.defaultBranch
    ) {
      changes.push({
        ref: `refs/heads/${mergeRequest.sourceBranch}`,
        before: source,
        after: zeroSha,
      });
    }
    for (const change of changes) {
      await git.updateRef(change.ref, change.after, change.before);
    }
    const now = context.clock.now().toISOString();
    const accepted = context.records.mergeRequests.put({
      ...mergeRequest,
      state: 'merged',
      checked: true,
      mergedAt: now,
      updatedAt: now,
      mergedById: user.id,
      mergeCommitSha: fastForward ? null : merged,
      squashCommitSha: squashed ?? null,
      headSha: source,
      baseSha: heads.base ?? null,
      startSha: target,
    });
    await receivePush(context, project.id, user, changes);
    return accepted;
  });
}
