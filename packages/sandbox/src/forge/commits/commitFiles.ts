import { zeroSha } from '../../git/GitRepository.ts';
import { planTreeChanges } from '../../git/planTreeChanges.ts';
import type { FileAction } from '../../git/planTreeChanges.ts';
import { writeCommitObject, writeTree } from '../../git/writeCommit.ts';
import type { Signature } from '../../git/writeCommit.ts';
import { receivePush } from '../events/receivePush.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord, UserRecord } from '../records/records.ts';
import { isBranchName } from '../branches/isBranchName.ts';

export interface CommitRequest {
  branch: string;
  startBranch?: string;
  startSha?: string;
  force?: boolean;
  message: string;
  authorName?: string;
  authorEmail?: string;
  actions: FileAction[];
  /** For each path the commit that its author last saw. */
  lastCommitIds?: Array<{ path: string; sha: string }>;
  /** What is said when a file has changed since. */
  changedMessage?: (path: string) => string;
}

/** The commit to build on; undefined for the first of an empty repository. */
async function findBase(
  context: ForgeContext,
  project: ProjectRecord,
  request: CommitRequest,
): Promise<string | undefined> {
  const { refused } = context.errors;
  const git = context.git.of(project);
  const existing = await git.resolve(`refs/heads/${request.branch}`);
  if (request.startBranch !== undefined && request.startSha !== undefined) {
    throw refused(400, "You can't pass both start_branch and start_sha");
  }
  const isNew =
    request.startSha !== undefined ||
    (request.startBranch !== undefined &&
      request.startBranch !== request.branch);
  if (isNew && existing && !request.force) {
    throw refused(
      400,
      `A branch called '${request.branch}' already exists. Switch to that branch in order to make changes`,
    );
  }
  if (request.startSha !== undefined) {
    const start = await git.resolve(request.startSha);
    if (!start) {
      throw refused(400, `Cannot find start_sha '${request.startSha}'`);
    }
    return start;
  }
  const start = isNew
    ? await git.resolve(`refs/heads/${request.startBranch}`)
    : existing;
  if (!start && !(await git.isEmpty())) {
    throw refused(
      400,
      'You can only create or edit files when you are on a branch',
    );
  }
  return start;
}

async function refuseChanged(
  context: ForgeContext,
  project: ProjectRecord,
  base: string | undefined,
  request: CommitRequest,
): Promise<void> {
  const git = context.git.of(project);
  for (const { path, sha } of request.lastCommitIds ?? []) {
    const [last] = base ? await git.log(base, { path, limit: 1 }) : [];
    if (last && last.sha !== sha) {
      const word =
        request.changedMessage ??
        (each => `The file has changed since you started editing it: ${each}`);
      throw context.errors.refused(400, word(path));
    }
  }
}

/** Makes one commit of all actions or of none, moves the branch and tells of the push. */
export async function commitFiles(
  context: ForgeContext,
  project: ProjectRecord,
  user: UserRecord,
  request: CommitRequest,
): Promise<string> {
  const git = context.git.of(project);
  if (!isBranchName(request.branch)) {
    throw context.errors.refused(400, `Invalid branch name: ${request.branch}`);
  }
  const author: Signature = {
    name: request.authorName || user.name,
    email: request.authorEmail || user.email,
  };
  return git.exclusively(async () => {
    const base = await findBase(context, project, request);
    await refuseChanged(context, project, base, request);
    const entries = base ? await git.tree(base, '', true) : [];
    const plan = planTreeChanges(entries, request.actions);
    if (!plan.ok) {
      throw context.errors.refused(400, plan.message);
    }
    const tree = await writeTree(git, base, plan.changes);
    const commit = await writeCommitObject(git, tree, base ? [base] : [], {
      message: request.message,
      author,
      committer: { name: user.name, email: user.email },
      date: context.clock.now(),
    });
    const ref = `refs/heads/${request.branch}`;
    const before = (await git.resolve(ref)) ?? zeroSha;
    await git.updateRef(ref, commit, before);
    await receivePush(context, project.id, user, [
      { ref, before, after: commit },
    ]);
    return commit;
  });
}
