import { z } from 'zod';
import type {
  CommitStatusRecord,
  CommitStatusState,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { nodeId } from '../present/nodeId.ts';
import { presentUser } from '../present/presentOwner.ts';
import {
  apiUrlOf,
  presentMinimalRepository,
  seconds,
} from '../present/presentRepository.ts';
import { readGithubParams } from '../router/readGithubParams.ts';

type GithubState = 'error' | 'failure' | 'pending' | 'success';

const stored: Record<GithubState, CommitStatusState> = {
  error: 'canceled',
  failure: 'failed',
  pending: 'pending',
  success: 'success',
};

/** The forge keeps GitLab's words. */
export function presentState(state: CommitStatusState): GithubState {
  switch (state) {
    case 'failed':
      return 'failure';
    case 'canceled':
      return 'error';
    case 'pending':
    case 'running':
      return 'pending';
    case 'success':
    case 'skipped':
      return 'success';
    default:
      return state satisfies never;
  }
}

/** One bad status makes the whole bad, one that is still open makes it pending. */
export function combineStates(states: GithubState[]): GithubState {
  if (states.some(state => state === 'failure' || state === 'error')) {
    return 'failure';
  }
  return states.length === 0 || states.includes('pending')
    ? 'pending'
    : 'success';
}

/** `status`; combined ones leave out the creator. */
function presentStatus(
  context: GithubContext,
  project: ProjectRecord,
  status: CommitStatusRecord,
) {
  const creator = context.forge.records.users.get(status.authorId);
  return {
    url: `${apiUrlOf(context, project)}/statuses/${status.sha}`,
    avatar_url: creator ? presentUser(context, creator).avatar_url : null,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: presentState(status.status),
    description: status.description,
    target_url: status.targetUrl,
    context: status.name,
    created_at: seconds(status.createdAt),
    updated_at: seconds(status.finishedAt ?? status.createdAt),
    creator: creator ? presentUser(context, creator) : null,
  };
}

/** What other systems say of a commit. */
export function statusRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors } = context;
  const { commitStatuses } = forge.records;
  const read = {
    kind: 'repository',
    role: 'read',
    permission: 'statuses',
    level: 'read',
  } as const;

  async function find(project: ProjectRecord, ref: string) {
    const sha = await forge.git
      .of(project)
      .resolve(ref.replace(/^(refs\/)?(heads|tags)\//, ''));
    if (!sha) {
      throw errors.notFound();
    }
    // Newest first.
    const statuses = commitStatuses
      .filter(each => each.projectId === project.id && each.sha === sha)
      .reverse();
    return { sha, statuses };
  }

  return [
    {
      method: 'POST',
      path: '/repos/{owner}/{repo}/statuses/{sha}',
      docs: 'commits/statuses#create-a-commit-status',
      access: {
        kind: 'repository',
        role: 'write',
        permission: 'statuses',
        level: 'write',
        scopes: ['repo', 'repo:status'],
      },
      async handle({ repository, params, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({
            state: z.enum(['error', 'failure', 'pending', 'success']),
            target_url: z.string().nullish(),
            description: z.string().max(140).nullish(),
            context: z.string().default('default'),
          }),
        );
        const git = forge.git.of(repository);
        const isSha = /^[0-9a-f]{40}$/.test(params.sha);
        if (!isSha || !(await git.resolve(params.sha))) {
          throw errors.unprocessable(`No commit found for SHA: ${params.sha}`);
        }
        const now = forge.clock.now().toISOString();
        const status = commitStatuses.put({
          id: commitStatuses.nextId(),
          projectId: repository.id,
          sha: params.sha,
          ref: repository.defaultBranch,
          name: given.context,
          status: stored[given.state],
          description: given.description ?? null,
          targetUrl: given.target_url ?? null,
          coverage: null,
          authorId: context.userOf(principal).id,
          pipelineId: null,
          createdAt: now,
          startedAt: null,
          finishedAt: given.state === 'pending' ? null : now,
        });
        const presented = presentStatus(context, repository, status);
        context.events.emit({
          event: 'status',
          project: repository,
          sender: context.userOf(principal),
          payload: { ...presented, sha: status.sha, name: repository.fullPath },
        });
        return { status: 201, body: presented };
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/commits/{ref}/statuses',
      docs: 'commits/statuses#list-commit-statuses-for-a-reference',
      access: read,
      async handle(request) {
        const { repository, params } = request;
        const { statuses } = await find(repository, params.ref);
        return context.paginate(request, statuses, {
          present: status => presentStatus(context, repository, status),
        });
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/commits/{ref}/status',
      docs: 'commits/statuses#get-the-combined-status-for-a-specific-reference',
      access: read,
      async handle({ repository, params }) {
        const { sha, statuses } = await find(repository, params.ref);
        const latest = statuses.filter(
          (status, index) =>
            statuses.findIndex(each => each.name === status.name) === index,
        );
        const url = `${apiUrlOf(context, repository)}/commits/${sha}`;
        return {
          status: 200,
          body: {
            state: combineStates(
              latest.map(status => presentState(status.status)),
            ),
            statuses: latest.map(status =>
              presentStatus(context, repository, status),
            ),
            sha,
            total_count: latest.length,
            repository: presentMinimalRepository(context, repository),
            commit_url: url,
            url: `${url}/status`,
          },
        };
      },
    },
  ];
}
