import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
} from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import {
  ForgeMergeRequest,
  ForgeMergeRequests,
  MergeAnswer,
} from '../ForgeMergeRequests';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';

const requestSchema = z.object({
  iid: z.number(),
  state: z.enum(['opened', 'closed', 'locked', 'merged']),
  title: z.string(),
  web_url: z.string(),
  source_branch: z.string(),
  target_branch: z.string(),
  source_project_id: z.number().nullish(),
  sha: z.string().nullish(),
});

export class GitlabMergeRequests implements ForgeMergeRequests {
  readonly title = 'merge request';
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  async list(
    repository: ForgeRepository,
    sourceBranch: string,
  ): Promise<ForgeMergeRequest[]> {
    const requests = await this.#forge.list(
      `${projectPath(repository)}/merge_requests`,
      {
        source_branch: sourceBranch,
        state: 'all',
        order_by: 'created_at',
        sort: 'desc',
      },
    );
    return (
      parseList(requestSchema, requests)
        // A fork may have a branch of the same name.
        .filter(one => one.source_project_id === repository.id)
        .map(requestOf)
    );
  }

  async create(
    repository: ForgeRepository,
    wanted: Parameters<ForgeMergeRequests['create']>[1],
  ): Promise<ForgeMergeRequest> {
    const { body } = await this.#forge.request({
      method: 'POST',
      path: `${projectPath(repository)}/merge_requests`,
      body: {
        source_branch: wanted.sourceBranch,
        target_branch: wanted.targetBranch,
        title: wanted.title,
        description: wanted.description,
        remove_source_branch: true,
      },
    });
    return requestOf(parseAnswer(requestSchema, body, 'new merge request'));
  }

  async close(repository: ForgeRepository, id: number): Promise<void> {
    await this.#forge.request({
      method: 'PUT',
      path: `${projectPath(repository)}/merge_requests/${id}`,
      body: { state_event: 'close' },
    });
  }

  async merge(
    repository: ForgeRepository,
    request: ForgeMergeRequest,
  ): Promise<MergeAnswer> {
    try {
      const { body } = await this.#forge.request({
        method: 'PUT',
        path: `${projectPath(repository)}/merge_requests/${request.id}/merge`,
        body: { sha: request.head, should_remove_source_branch: true },
      });
      const { state } = parseAnswer(requestSchema, body, 'merge request');
      return state === 'merged'
        ? { kind: 'merged' }
        : { kind: 'waiting', reason: 'GitLab has not merged it yet' };
    } catch (error) {
      // GitLab answers 401 to who may read and not merge.
      if (
        error instanceof InputError ||
        error instanceof ConflictError ||
        error instanceof NotAllowedError ||
        error instanceof AuthenticationError
      ) {
        return { kind: 'waiting', reason: error.message };
      }
      throw error;
    }
  }
}

function requestOf(request: z.infer<typeof requestSchema>): ForgeMergeRequest {
  return {
    id: request.iid,
    // Locked is the moment in which it is being merged.
    state:
      request.state === 'opened' || request.state === 'locked'
        ? 'open'
        : request.state,
    title: request.title,
    webUrl: request.web_url,
    sourceBranch: request.source_branch,
    targetBranch: request.target_branch,
    head: request.sha ?? undefined,
  };
}
