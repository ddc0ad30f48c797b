import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import {
  ForgeMergeRequest,
  ForgeMergeRequests,
  MergeAnswer,
} from '../ForgeMergeRequests';
import { ownerAndName } from './ownerAndName';
import { parseAnswer, parseList } from './parse';

const pullSchema = z.object({
  number: z.number(),
  state: z.enum(['open', 'closed']),
  merged_at: z.string().nullish(),
  title: z.string(),
  html_url: z.string(),
  head: z.object({
    ref: z.string(),
    sha: z.string(),
    repo: z.object({ id: z.number() }).nullish(),
  }),
  base: z.object({ ref: z.string() }),
});

export class GithubMergeRequests implements ForgeMergeRequests {
  readonly title = 'pull request';
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  async list(
    repository: ForgeRepository,
    sourceBranch: string,
  ): Promise<ForgeMergeRequest[]> {
    const place = ownerAndName(repository.path);
    const pulls = await this.#github.paginate(
      'GET /repos/{owner}/{repo}/pulls',
      {
        ...place,
        head: `${place.owner}:${sourceBranch}`,
        state: 'all',
        sort: 'created',
        direction: 'desc',
        per_page: 100,
      },
    );
    return (
      parseList(pullSchema, pulls)
        // An owner may have a fork of its own repository.
        .filter(({ head }) => !head.repo || head.repo.id === repository.id)
        .map(requestOf)
    );
  }

  async create(
    repository: ForgeRepository,
    wanted: Parameters<ForgeMergeRequests['create']>[1],
  ): Promise<ForgeMergeRequest> {
    const { data } = await this.#github.rest.pulls.create({
      ...ownerAndName(repository.path),
      head: wanted.sourceBranch,
      base: wanted.targetBranch,
      title: wanted.title,
      body: wanted.description,
    });
    return requestOf(parseAnswer(pullSchema, data, 'new pull request'));
  }

  async close(repository: ForgeRepository, id: number): Promise<void> {
    await this.#github.rest.pulls.update({
      ...ownerAndName(repository.path),
      pull_number: id,
      state: 'closed',
    });
  }

  async merge(
    repository: ForgeRepository,
    request: ForgeMergeRequest,
  ): Promise<MergeAnswer> {
    let reason = '';
    for (const method of ['merge', 'squash', 'rebase'] as const) {
      try {
        await this.#github.rest.pulls.merge({
          ...ownerAndName(repository.path),
          pull_number: request.id,
          sha: request.head,
          merge_method: method,
        });
        return { kind: 'merged' };
      } catch (error) {
        if (
          !(error instanceof InputError) &&
          !(error instanceof ConflictError) &&
          !(error instanceof NotAllowedError)
        ) {
          throw error;
        }
        reason = error.message;
        // A repository may have switched off this way of merging.
        if (!/are not allowed on this repository/i.test(reason)) {
          break;
        }
      }
    }
    return { kind: 'waiting', reason };
  }
}

function requestOf(pull: z.infer<typeof pullSchema>): ForgeMergeRequest {
  return {
    id: pull.number,
    state: pull.merged_at ? 'merged' : pull.state,
    title: pull.title,
    webUrl: pull.html_url,
    sourceBranch: pull.head.ref,
    targetBranch: pull.base.ref,
    head: pull.head.sha,
  };
}
