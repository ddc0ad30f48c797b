import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentUserById } from '../present/presentUser.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type {
  CommitStatusRecord,
  CommitStatusState,
  ProjectRecord,
} from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

const states = types.oneOf(
  'pending',
  'running',
  'success',
  'failed',
  'canceled',
  'skipped',
);

/** Whether GitLab lets a status go from one state to another; it refuses to stand still. */
export function canTransition(
  from: CommitStatusState,
  to: CommitStatusState,
): boolean {
  if (from === to) return from === 'success' || from === 'failed';
  switch (to) {
    case 'pending':
      return from !== 'running';
    case 'running':
      return from === 'pending';
    default:
      return true;
  }
}

/** `API_Entities_CommitStatus` */
function presentStatus(context: ForgeContext, status: CommitStatusRecord) {
  return {
    id: status.id,
    sha: status.sha,
    ref: status.ref,
    status: status.status,
    name: status.name,
    target_url: status.targetUrl,
    description: status.description,
    created_at: status.createdAt,
    started_at: status.startedAt,
    finished_at: status.finishedAt,
    allow_failure: false,
    coverage: status.coverage,
    pipeline_id: status.pipelineId,
    author: presentUserById(context, status.authorId),
  };
}

/** The branch that a commit is at the head of, or is found on. */
async function refOf(
  context: ForgeContext,
  project: ProjectRecord,
  sha: string,
): Promise<string | undefined> {
  const git = context.git.of(project);
  const refs = await git.refs('refs/heads/');
  const names = [...refs].map(([ref, head]) => ({
    name: ref.replace('refs/heads/', ''),
    head,
  }));
  const atHead = names.find(each => each.head === sha);
  if (atHead) {
    return atHead.name;
  }
  for (const { name, head } of names) {
    if (await git.isAncestor(sha, head)) {
      return name;
    }
  }
  return undefined;
}

/** What other systems say of a commit. */
export function statusRoutes(context: ForgeContext): ForgeRoute[] {
  const { commitStatuses } = context.records;
  const { errors } = context;
  return [
    {
      method: 'POST',
      path: '/api/v4/projects/{id}/statuses/{sha}',
      scopes: scopes.write,
      async handle({ params, query, body, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.developer,
        });
        const given = readParams(
          { ...query, ...body },
          {
            state: required(states),
            ref: optional(types.string),
            target_url: optional(types.string),
            description: optional(types.string),
            name: optional(types.string),
            context: optional(types.string),
            coverage: optional(types.number),
            pipeline_id: optional(types.integer),
          },
        );
        const commit = await context.git.of(project).commit(params.sha);
        if (!commit) {
          throw errors.notFound('Commit');
        }
        const ref = given.ref ?? (await refOf(context, project, commit.sha));
        if (!ref) {
          throw errors.notFound('References for commit');
        }
        const name = given.name ?? given.context ?? 'default';
        const known = commitStatuses
          .filter(
            status =>
              status.projectId === project.id &&
              status.sha === commit.sha &&
              status.ref === ref &&
              status.name === name,
          )
          .at(-1);
        const done = ['success', 'failed', 'canceled', 'skipped'];
        const current =
          known && !done.includes(known.status) ? known : undefined;
        if (current && !canTransition(current.status, given.state)) {
          throw errors.refused(
            400,
            `Cannot transition status via :${transition(given.state)} from :${
              current.status
            } (Reason(s): Status cannot transition via "${transition(
              given.state,
            )}")`,
          );
        }
        const now = context.clock.now().toISOString();
        const status: CommitStatusRecord = {
          id: current?.id ?? commitStatuses.nextId(),
          projectId: project.id,
          sha: commit.sha,
          ref,
          name,
          status: given.state,
          description: given.description ?? current?.description ?? null,
          targetUrl: given.target_url ?? current?.targetUrl ?? null,
          coverage: given.coverage ?? current?.coverage ?? null,
          authorId: context.userOf(principal).id,
          pipelineId: given.pipeline_id ?? current?.pipelineId ?? null,
          createdAt: current?.createdAt ?? now,
          startedAt:
            current?.startedAt ?? (given.state === 'pending' ? null : now),
          finishedAt: done.includes(given.state) ? now : null,
        };
        commitStatuses.put(status);
        return { status: 201, body: presentStatus(context, status) };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/repository/commits/{sha}/statuses',
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        const { params, principal } = request;
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.reporter,
        });
        const query = readParams(request.query, {
          ref: optional(types.string),
          name: optional(types.string),
          stage: optional(types.string),
          all: optional(types.boolean),
          pipeline_id: optional(types.integer),
        });
        const commit = await context.git.of(project).commit(params.sha);
        if (!commit) {
          throw errors.notFound('Commit');
        }
        const own = commitStatuses
          .filter(
            status =>
              status.projectId === project.id && status.sha === commit.sha,
          )
          .map(status => presentStatus(context, status));
        const jobs = context.ci.statuses(project, commit.sha);
        const found = [...own, ...jobs].filter(
          (status: Record<string, unknown>) =>
            (query.ref === undefined || status.ref === query.ref) &&
            (query.name === undefined || status.name === query.name) &&
            (query.pipeline_id === undefined ||
              status.pipeline_id === query.pipeline_id),
        );
        // Without `all` only the newest of each name counts.
        const newest = new Map(
          found.map(status => [`${status.ref} ${status.name}`, status]),
        );
        return context.paginate(
          request,
          query.all ? found : [...newest.values()],
        );
      },
    },
  ];
}

function transition(state: CommitStatusState): string {
  switch (state) {
    case 'pending':
      return 'enqueue';
    case 'running':
      return 'run';
    case 'success':
      return 'success';
    case 'failed':
      return 'drop';
    case 'canceled':
      return 'cancel';
    case 'skipped':
      return 'skip';
    default:
      return state satisfies never;
  }
}
