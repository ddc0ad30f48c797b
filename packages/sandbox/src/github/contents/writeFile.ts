import { zeroSha } from '../../git/GitRepository.ts';
import type { TreeChange } from '../../git/planTreeChanges.ts';
import { writeCommitObject, writeTree } from '../../git/writeCommit.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubContext } from '../GithubContext.ts';
import { moveRefs, refusalMessage } from '../refs/moveRef.ts';

export interface FileWrite {
  path: string;
  /** Undefined takes the file away. */
  content: Buffer | undefined;
  /** The blob that whoever writes last saw there. */
  sha: string | undefined;
  branch: string | undefined;
  message: string;
  author: { name: string; email: string };
  committer: { name: string; email: string };
}

function checkPath(context: GithubContext, path: string): void {
  if (
    path
      .split('/')
      .some(part => ['', '.', '..'].includes(part) || part === '.git')
  ) {
    throw context.errors.unprocessable(
      'path contains a malformed path component',
    );
  }
}

/** One file in one commit; in a repository without commits it makes the first branch. */
export async function writeFile(
  context: GithubContext,
  project: ProjectRecord,
  principal: GithubPrincipal,
  write: FileWrite,
): Promise<{ commit: string; isNew: boolean }> {
  const { forge, errors } = context;
  checkPath(context, write.path);
  const git = forge.git.of(project);
  return git.exclusively(async () => {
    const branch = write.branch ?? project.defaultBranch;
    const base = await git.resolve(`refs/heads/${branch}`);
    if (!base && !(await git.isEmpty())) {
      throw errors.notFound(`Branch ${branch} not found`);
    }
    const known = base ? await git.entry(base, write.path) : undefined;
    if (known?.type === 'tree') {
      throw errors.unprocessable(`${write.path} is a directory`);
    }
    if (write.content === undefined && !known) {
      throw errors.notFound();
    }
    if (known && write.sha === undefined) {
      throw errors.invalidRequest([`"sha" wasn't supplied.`]);
    }
    if (write.sha !== undefined && write.sha !== known?.id) {
      throw errors.conflict(`${write.path} does not match ${write.sha}`);
    }
    const change: TreeChange =
      write.content === undefined
        ? { kind: 'remove', path: write.path }
        : {
            kind: 'write',
            path: write.path,
            mode: known?.mode ?? '100644',
            content: write.content,
          };
    const tree = await writeTree(git, base, [change]);
    const commit = await writeCommitObject(git, tree, base ? [base] : [], {
      message: write.message,
      author: write.author,
      committer: write.committer,
      date: forge.clock.now(),
    });
    const move = {
      ref: `refs/heads/${branch}`,
      before: base ?? zeroSha,
      after: commit,
    };
    await moveRefs(context, project, principal, [move], refusal =>
      errors.conflict(
        refusal.kind === 'ruleset'
          ? refusalMessage(refusal)
          : `Could not ${known ? 'update' : 'create'} file: ${refusalMessage(
              refusal,
            )}`,
      ),
    );
    return { commit, isNew: !known };
  });
}
