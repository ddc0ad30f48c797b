import { diffTrees } from '../../git/diffTrees.ts';
import type { CommitInfo } from '../../git/parseCommits.ts';
import type { GitRepository } from '../../git/GitRepository.ts';
import { zeroSha } from '../../git/GitRepository.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { PushEvent } from '../../world/seams.ts';
import type { GithubContext } from '../GithubContext.ts';
import { webUrlOf } from '../present/presentRepository.ts';

/** What GitHub puts into a push at most. */
const mostCommits = 20;

async function presentPushed(
  context: GithubContext,
  project: ProjectRecord,
  git: GitRepository,
  commit: CommitInfo,
) {
  const files = await diffTrees(git, commit.parents[0], commit.sha);
  const person = (name: string, email: string) => {
    const user = context.forge.records.users.find(each => each.email === email);
    return { name, email, ...(user ? { username: user.username } : {}) };
  };
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committedDate.replace('.000', ''),
    url: `${webUrlOf(context, project)}/commit/${commit.sha}`,
    author: person(commit.authorName, commit.authorEmail),
    committer: person(commit.committerName, commit.committerEmail),
    added: files.filter(file => file.newFile).map(file => file.newPath),
    removed: files.filter(file => file.deletedFile).map(file => file.oldPath),
    modified: files
      .filter(file => !file.newFile && !file.deletedFile)
      .map(file => file.newPath),
  };
}

/** The payload of `push`: of a branch or of a tag, new, moved or gone. */
export async function presentPush(
  context: GithubContext,
  project: ProjectRecord,
  push: PushEvent,
) {
  const git = context.forge.git.of(project);
  const { before, after, ref } = push;
  const isNew = before === zeroSha;
  const isGone = after === zeroSha;
  const isBranch = ref.startsWith('refs/heads/');
  const known = !isNew && (await git.resolve(before)) !== undefined;
  const listed =
    isGone || !isBranch
      ? []
      : await git.log(known ? `${before}..${after}` : after, {
          limit: mostCommits,
        });
  const commits = await Promise.all(
    listed
      .reverse()
      .map(commit => presentPushed(context, project, git, commit)),
  );
  const head = isGone ? undefined : await git.commit(after);
  const compare = isNew
    ? `commit/${after.slice(0, 12)}`
    : `compare/${before.slice(0, 12)}...${after.slice(0, 12)}`;
  return {
    ref,
    before,
    after,
    base_ref: null,
    created: isNew,
    deleted: isGone,
    forced: known && !isGone && !(await git.isAncestor(before, after)),
    compare: `${webUrlOf(context, project)}/${compare}`,
    commits,
    head_commit: head ? await presentPushed(context, project, git, head) : null,
    pusher: { name: push.user.username, email: push.user.email },
  };
}
