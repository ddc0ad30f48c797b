import { z } from 'zod';
import type {
  MergeRequestRecord,
  ProjectRecord,
  UserRecord,
} from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { emitPull } from './emitPull.ts';

const schema = z.object({
  title: z.string().optional(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
});

/** `acme:feature` and `feature` are the same in a repository of acme. */
function branchOf(project: ProjectRecord, head: string): string | undefined {
  const [owner, branch] = head.includes(':')
    ? head.split(/:(.*)/s)
    : [undefined, head];
  const isOwn = owner === undefined || project.fullPath.split('/')[0] === owner;
  return isOwn ? branch : undefined;
}

/** `POST /repos/{owner}/{repo}/pulls` */
export async function createPull(
  context: GithubContext,
  project: ProjectRecord,
  user: UserRecord,
  body: Record<string, any>,
): Promise<MergeRequestRecord> {
  const { forge, errors } = context;
  const { mergeRequests } = forge.records;
  const given = readGithubParams(body, schema);
  const invalid = (field: string) =>
    errors.validation([{ resource: 'PullRequest', field, code: 'invalid' }]);
  const custom = (message: string) =>
    errors.validation([{ resource: 'PullRequest', code: 'custom', message }]);
  if (!given.title) {
    throw errors.validation([
      { resource: 'PullRequest', field: 'title', code: 'missing_field' },
    ]);
  }
  const git = forge.git.of(project);
  const branch = branchOf(project, given.head);
  const source = branch && (await git.resolve(`refs/heads/${branch}`));
  if (!branch || !source) {
    throw invalid('head');
  }
  const target = await git.resolve(`refs/heads/${given.base}`);
  if (!target) {
    throw invalid('base');
  }
  const owner = project.fullPath.split('/')[0];
  const open = mergeRequests.find(
    each =>
      each.projectId === project.id &&
      each.state === 'opened' &&
      each.sourceBranch === branch &&
      each.targetBranch === given.base,
  );
  if (open) {
    throw custom(`A pull request already exists for ${owner}:${branch}.`);
  }
  if (await git.isAncestor(source, target)) {
    throw custom(`No commits between ${given.base} and ${branch}`);
  }
  const now = forge.clock.now().toISOString();
  const pull = mergeRequests.put({
    id: mergeRequests.nextId(),
    iid: forge.nextIid(project.id, 'merge-request'),
    projectId: project.id,
    title: given.draft ? `Draft: ${given.title}` : given.title,
    description: given.body ?? null,
    sourceBranch: branch,
    targetBranch: given.base,
    state: 'opened',
    authorId: user.id,
    assigneeIds: [],
    reviewerIds: [],
    labels: [],
    squash: false,
    removeSourceBranch: false,
    discussionLocked: null,
    createdAt: now,
    updatedAt: now,
    preparedAt: now,
    checked: false,
    mergedAt: null,
    mergedById: null,
    closedAt: null,
    closedById: null,
    mergeCommitSha: null,
    squashCommitSha: null,
    headSha: null,
    baseSha: null,
    startSha: null,
  });
  await emitPull(context, project, pull, user, 'opened');
  return pull;
}
