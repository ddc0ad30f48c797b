import { z } from 'zod';
import { readHeads } from '../../forge/mergeRequests/mergeability.ts';
import { mergeTrees } from '../../git/mergeTrees.ts';
import { zeroSha } from '../../git/GitRepository.ts';
import { writeCommitObject } from '../../git/writeCommit.ts';
import type {
  MergeRequestRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';
import { moveRefs, refusalMessage } from '../refs/moveRef.ts';
import type { RefMove } from '../refs/moveRef.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { isDraft, titleOf } from './presentPull.ts';
import { findMissingReview } from './reviews.ts';

const schema = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(['merge', 'squash', 'rebase']).default('merge'),
});

const switches = {
  merge: ['allow_merge_commit', 'Merge commits'],
  squash: ['allow_squash_merge', 'Squash merges'],
  rebase: ['allow_rebase_merge', 'Rebase merges'],
} as const;

/** `PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge` */
export async function mergePull(
  context: GithubContext,
  project: ProjectRecord,
  pull: MergeRequestRecord,
  principal: GithubPrincipal,
  body: Record<string, any>,
): Promise<MergeRequestRecord> {
  const { forge, errors } = context;
  const given = readGithubParams(body, schema);
  const [flag, plural] = switches[given.merge_method];
  if (project.github?.[flag] === false) {
    throw errors.notAllowed(`${plural} are not allowed on this repository.`);
  }
  const user = context.userOf(principal);
  const git = forge.git.of(project);
  return git.exclusively(async () => {
    if (pull.state !== 'opened') {
      throw errors.notAllowed('Pull Request is not mergeable');
    }
    if (isDraft(pull)) {
      throw errors.notAllowed('Pull Request is still a draft');
    }
    const { source, target, base } = await readHeads(forge, project, pull);
    if (!source || !target) {
      throw errors.notAllowed('Pull Request is not mergeable');
    }
    if (given.sha !== undefined && given.sha !== source) {
      throw errors.conflict(
        'Head branch was modified. Review and try the merge again.',
      );
    }
    const missing = findMissingReview(context, project, pull, principal);
    if (missing) {
      throw errors.notAllowed(missing);
    }
    const tree = await mergeTrees(git, target, source);
    if (!tree) {
      throw errors.notAllowed('Pull Request is not mergeable');
    }
    const title =
      given.commit_title ??
      (given.merge_method === 'merge'
        ? `Merge pull request #${pull.iid} from ${
            project.fullPath.split('/')[0]
          }/${pull.sourceBranch}`
        : `${titleOf(pull)} (#${pull.iid})`);
    const text =
      given.commit_message ??
      (given.merge_method === 'merge' ? titleOf(pull) : '');
    const person = { name: user.name, email: user.email };
    // A rebase of one commit and a squash make the same tree on the same parent.
    const parents =
      given.merge_method === 'merge' ? [target, source] : [target];
    const merged = await writeCommitObject(git, tree, parents, {
      message: text ? `${title}\n\n${text}` : title,
      author: person,
      committer: person,
      date: forge.clock.now(),
    });
    const removes =
      project.github?.delete_branch_on_merge === true &&
      pull.sourceBranch !== project.defaultBranch;
    const moves: RefMove[] = [
      {
        ref: `refs/heads/${pull.targetBranch}`,
        before: target,
        after: merged,
        byPullRequest: true,
      },
      ...(removes
        ? [
            {
              ref: `refs/heads/${pull.sourceBranch}`,
              before: source,
              after: zeroSha,
            },
          ]
        : []),
    ];
    const now = forge.clock.now().toISOString();
    await moveRefs(context, project, principal, moves, refusal =>
      errors.notAllowed(refusalMessage(refusal)),
    );
    return forge.records.mergeRequests.put({
      ...pull,
      state: 'merged',
      checked: true,
      mergedAt: now,
      updatedAt: now,
      mergedById: user.id,
      mergeCommitSha: merged,
      headSha: source,
      baseSha: base ?? null,
      startSha: target,
    });
  });
}
