import { readHeads } from '../../forge/mergeRequests/mergeability.ts';
import type { MergeRequestHeads } from '../../forge/mergeRequests/mergeability.ts';
import { commitStats, diffTrees } from '../../git/diffTrees.ts';
import { mergeTrees } from '../../git/mergeTrees.ts';
import type {
  MergeRequestRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { nodeId } from '../present/nodeId.ts';
import { presentNamespace, presentUser } from '../present/presentOwner.ts';
import {
  apiUrlOf,
  presentRepository,
  seconds,
  webUrlOf,
} from '../present/presentRepository.ts';

const draftMark = /^\s*(\[draft\]|\(draft\)|draft:)\s*/i;

export function isDraft(pull: MergeRequestRecord): boolean {
  return draftMark.test(pull.title);
}

/** The forge keeps a draft in its title, as GitLab does. */
export function titleOf(pull: MergeRequestRecord): string {
  return pull.title.replace(draftMark, '');
}

function personOf(context: GithubContext, id: number | null) {
  const user = id === null ? undefined : context.forge.records.users.get(id);
  return user ? presentUser(context, user) : null;
}

/** `pull-request-simple` */
export async function presentPull(
  context: GithubContext,
  project: ProjectRecord,
  pull: MergeRequestRecord,
  known?: MergeRequestHeads,
) {
  const heads = known ?? (await readHeads(context.forge, project, pull));
  const url = `${apiUrlOf(context, project)}/pulls/${pull.iid}`;
  const issue = `${apiUrlOf(context, project)}/issues/${pull.iid}`;
  const web = `${webUrlOf(context, project)}/pull/${pull.iid}`;
  const statuses = `${apiUrlOf(context, project)}/statuses/${
    heads.source ?? ''
  }`;
  const namespace = context.forge.records.namespaces.get(project.namespaceId)!;
  const owner = presentNamespace(context, namespace);
  const side = (ref: string, sha: string | undefined) => ({
    label: `${owner.login}:${ref}`,
    ref,
    sha: sha ?? '',
    user: owner,
    repo: presentRepository(context, project),
  });
  const people = (ids: number[]) =>
    ids.flatMap(id => personOf(context, id) ?? []);
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    issue_url: issue,
    number: pull.iid,
    state: pull.state === 'opened' ? 'open' : 'closed',
    locked: false,
    title: titleOf(pull),
    user: personOf(context, pull.authorId),
    body: pull.description,
    created_at: seconds(pull.createdAt),
    updated_at: seconds(pull.updatedAt),
    closed_at:
      pull.closedAt || pull.mergedAt
        ? seconds((pull.closedAt ?? pull.mergedAt)!)
        : null,
    merged_at: pull.mergedAt ? seconds(pull.mergedAt) : null,
    merge_commit_sha: pull.mergeCommitSha ?? pull.squashCommitSha,
    assignee: personOf(context, pull.assigneeIds[0] ?? null),
    assignees: people(pull.assigneeIds),
    requested_reviewers: people(pull.reviewerIds),
    requested_teams: [],
    labels: pull.labels.map((name, index) => ({
      id: index + 1,
      node_id: nodeId('Label', name),
      url: `${apiUrlOf(context, project)}/labels/${encodeURIComponent(name)}`,
      name,
      description: null,
      color: 'ededed',
      default: false,
    })),
    milestone: null,
    draft: isDraft(pull),
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${apiUrlOf(context, project)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    head: side(pull.sourceBranch, heads.source),
    base: side(pull.targetBranch, heads.target),
    _links: {
      self: { href: url },
      html: { href: web },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: {
        href: `${apiUrlOf(context, project)}/pulls/comments{/number}`,
      },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** `pull-request`: whether it can be merged is found out in the background, so at first null. */
export async function presentFullPull(
  context: GithubContext,
  project: ProjectRecord,
  pull: MergeRequestRecord,
) {
  const git = context.forge.git.of(project);
  const heads = await readHeads(context.forge, project, pull);
  const { source, target, base } = heads;
  const isOpen = pull.state === 'opened';
  const isKnown = pull.checked && isOpen && source && target;
  const mergeable = isKnown
    ? (await mergeTrees(git, target, source)) !== undefined
    : null;
  const commits = source && base ? await git.count(`${base}..${source}`) : 0;
  const files = source && base ? await diffTrees(git, base, source) : [];
  const stats =
    source && base
      ? await commitStats(git, { sha: source, parents: [base] })
      : { additions: 0, deletions: 0 };
  const state = isDraft(pull) ? 'draft' : mergeable ? 'clean' : 'dirty';
  return {
    ...(await presentPull(context, project, pull, heads)),
    merged: pull.state === 'merged',
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : state,
    merged_by: personOf(context, pull.mergedById),
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits,
    additions: stats.additions,
    deletions: stats.deletions,
    changed_files: files.length,
  };
}
