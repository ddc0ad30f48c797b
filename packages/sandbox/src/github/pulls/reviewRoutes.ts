import { z } from 'zod';
import { readHeads } from '../../forge/mergeRequests/mergeability.ts';
import type {
  MergeRequestRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { nodeId } from '../present/nodeId.ts';
import { presentUser } from '../present/presentOwner.ts';
import { apiUrlOf, seconds, webUrlOf } from '../present/presentRepository.ts';
import type { GithubReviewRecord } from '../records/githubRecords.ts';
import { readGithubParams } from '../router/readGithubParams.ts';

const states = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
} as const;

/** What reviewers say of a pull request. */
export function reviewRoutes(
  context: GithubContext,
  find: (project: ProjectRecord, number: string) => MergeRequestRecord,
): GithubRoute[] {
  const { forge, errors, records } = context;
  const path = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
  const read = {
    kind: 'repository',
    role: 'read',
    permission: 'pull_requests',
    level: 'read',
  } as const;

  function present(
    project: ProjectRecord,
    pull: MergeRequestRecord,
    review: GithubReviewRecord,
  ) {
    const user = forge.records.users.get(review.userId);
    const web = `${webUrlOf(context, project)}/pull/${
      pull.iid
    }#pullrequestreview-${review.id}`;
    const url = `${apiUrlOf(context, project)}/pulls/${pull.iid}`;
    return {
      id: review.id,
      node_id: nodeId('PullRequestReview', review.id),
      user: user ? presentUser(context, user) : null,
      body: review.body,
      state: review.state,
      html_url: web,
      pull_request_url: url,
      _links: { html: { href: web }, pull_request: { href: url } },
      submitted_at: seconds(review.submittedAt),
      commit_id: review.commitSha,
      author_association: 'MEMBER',
    };
  }

  return [
    {
      method: 'GET',
      path,
      docs: 'pulls/reviews#list-reviews-for-a-pull-request',
      access: read,
      handle(request) {
        const pull = find(request.repository, request.params.pull_number);
        const reviews = records.reviews.filter(each => each.pullId === pull.id);
        return context.paginate(request, reviews, {
          present: each => present(request.repository, pull, each),
        });
      },
    },
    {
      method: 'POST',
      path,
      docs: 'pulls/reviews#create-a-review-for-a-pull-request',
      access: { ...read, level: 'write' },
      async handle({ repository, params, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({
            event: z
              .enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT'])
              .default('COMMENT'),
            body: z.string().default(''),
          }),
        );
        const pull = find(repository, params.pull_number);
        const user = context.userOf(principal);
        if (given.event !== 'COMMENT' && user.id === pull.authorId) {
          throw errors.unprocessable('Unprocessable Entity', {
            errors: [
              given.event === 'APPROVE'
                ? 'Can not approve your own pull request'
                : 'Can not request changes on your own pull request',
            ],
          });
        }
        const { source } = await readHeads(forge, repository, pull);
        const review = records.reviews.put({
          id: records.reviews.nextId(),
          projectId: repository.id,
          pullId: pull.id,
          userId: user.id,
          state: states[given.event],
          body: given.body,
          commitSha: source ?? '',
          submittedAt: forge.clock.now().toISOString(),
        });
        return { status: 200, body: present(repository, pull, review) };
      },
    },
  ];
}
