import { diffTrees } from '../../git/diffTrees.ts';
import type { GitRepository } from '../../git/GitRepository.ts';
import { zeroSha } from '../../git/GitRepository.ts';
import type { PushEvent } from '../../world/seams.ts';
import {
  isProtectedRef,
  protectDefaultBranch,
} from '../branches/protection.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord, UserRecord } from '../records/records.ts';
import { presentPush } from './presentPush.ts';
import type { PushedCommit } from './presentPush.ts';

export interface RefChange {
  ref: string;
  before: string;
  after: string;
}

/** What GitLab puts into a push hook at most. */
const commitsInPayload = 20;

/** The refs that differ between two looks at a repository. */
export function deriveRefChanges(
  before: Map<string, string>,
  after: Map<string, string>,
): RefChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map(ref => ({
      ref,
      before: before.get(ref) ?? zeroSha,
      after: after.get(ref) ?? zeroSha,
    }))
    .filter(change => change.before !== change.after);
}

/** The branch that becomes the default of a repository with these first branches. */
export function deriveFirstDefault(
  configured: string,
  born: string[],
): string | undefined {
  return born.includes(configured) ? configured : born[0];
}

async function newCommits(
  git: GitRepository,
  change: RefChange,
): Promise<{ commits: PushedCommit[]; total: number }> {
  if (change.after === zeroSha || change.ref.startsWith('refs/tags/')) {
    return { commits: [], total: 0 };
  }
  const known = change.before !== zeroSha && (await git.resolve(change.before));
  const range = known ? `${change.before}..${change.after}` : change.after;
  const newest = await git.log(range, { limit: commitsInPayload });
  const commits = await Promise.all(
    newest.map(async commit => ({
      commit,
      files: await diffTrees(git, commit.parents[0], commit.sha),
    })),
  );
  // Oldest first, as the hook has them.
  return { commits: commits.reverse(), total: await git.count(range) };
}

async function settleDefaultBranch(
  context: ForgeContext,
  project: ProjectRecord,
  changes: RefChange[],
): Promise<ProjectRecord> {
  const git = context.git.of(project);
  const prefix = 'refs/heads/';
  const born = changes
    .filter(
      change => change.ref.startsWith(prefix) && change.before === zeroSha,
    )
    .map(change => change.ref.slice(prefix.length));
  if (born.length === 0) {
    return project;
  }
  const branches = await git.refs(prefix);
  const first = branches.size === born.length;
  if (!first) {
    return project;
  }
  const branch = deriveFirstDefault(project.defaultBranch, born)!;
  if (branch !== project.defaultBranch) {
    await git.setHead(branch);
  }
  // GitHub protects nothing by itself.
  if (!project.github) {
    protectDefaultBranch(context, project, branch);
  }
  return { ...project, defaultBranch: branch };
}

/** After refs have moved: the default branch, listeners and webhooks. */
export async function receivePush(
  context: ForgeContext,
  projectId: number,
  user: Pick<UserRecord, 'id' | 'username' | 'name' | 'email'>,
  changes: RefChange[],
  options: string[] = [],
): Promise<void> {
  const found = context.records.projects.get(projectId);
  const visible = changes.filter(({ ref }) =>
    /^refs\/(heads|tags)\//.test(ref),
  );
  if (!found || visible.length === 0) {
    return;
  }
  const now = context.clock.now().toISOString();
  const project = context.records.projects.put({
    ...(await settleDefaultBranch(context, found, visible)),
    lastActivityAt: now,
  });
  const git = context.git.of(project);
  for (const change of visible) {
    const push: PushEvent = {
      project: project.fullPath,
      ...change,
      user: {
        id: user.id,
        username: user.username,
        name: user.name,
        email: user.email,
      },
      options,
    };
    const { commits, total } = await newCommits(git, change);
    const isProtected = isProtectedRef(context, project, change.ref);
    context.hooks.emit(
      project,
      change.ref.startsWith('refs/tags/') ? 'tag_push' : 'push',
      presentPush(context, project, push, { commits, total, isProtected }),
    );
    context.pushes.emit(push);
  }
}
