import { z } from 'zod';
import { readHeads } from '../../forge/mergeRequests/mergeability.ts';
import { diffTrees } from '../../git/diffTrees.ts';
import type {
  MergeRequestRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import { presentCommit } from '../commits/presentCommit.ts';
import { presentFiles } from '../commits/presentFiles.ts';
import type { GithubContext } from '../GithubContext.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { createPull } from './createPull.ts';
import { emitPull } from './emitPull.ts';
import { mergePull } from './mergePull.ts';
import { isDraft, presentFullPull, presentPull } from './presentPull.ts';
import { reviewRoutes } from './reviewRoutes.ts';

const path = '/repos/{owner}/{repo}/pulls';

/** Pull requests: the forge's merge requests by another name. */
export function pullRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors } = context;
  const { mergeRequests } = forge.records;
  const read = {
    kind: 'repository',
    role: 'read',
    permission: 'pull_requests',
    level: 'read',
  } as const;
  const write = { ...read, level: 'write' } as const;

  const find = (project: ProjectRecord, number: string) => {
    const pull = mergeRequests.find(
      each => each.projectId === project.id && String(each.iid) === number,
    );
    if (!pull) {
      throw errors.notFound();
    }
    return pull;
  };

  async function headsOf(project: ProjectRecord, pull: MergeRequestRecord) {
    const { source, base } = await readHeads(forge, project, pull);
    if (!source || !base) {
      throw errors.notFound();
    }
    return { source, base };
  }

  return [
    {
      method: 'GET',
      path,
      docs: 'pulls/pulls#list-pull-requests',
      access: read,
      async handle(request) {
        const { repository, query } = request;
        const state = query.state ?? 'open';
        if (!['open', 'closed', 'all'].includes(state)) {
          throw errors.validation([
            { resource: 'PullRequest', field: 'state', code: 'invalid' },
          ]);
        }
        const owner = repository.fullPath.split('/')[0];
        const found = mergeRequests
          .filter(
            pull =>
              pull.projectId === repository.id &&
              (state === 'all' ||
                (pull.state === 'opened') === (state === 'open')) &&
              (!query.base || pull.targetBranch === query.base) &&
              (!query.head || `${owner}:${pull.sourceBranch}` === query.head),
          )
          .sort((one, other) =>
            query.direction === 'asc'
              ? one.iid - other.iid
              : other.iid - one.iid,
          );
        const page = context.paginate(request, found);
        return {
          ...page,
          body: await Promise.all(
            (page.body as MergeRequestRecord[]).map(pull =>
              presentPull(context, repository, pull),
            ),
          ),
        };
      },
    },
    {
      method: 'POST',
      path,
      docs: 'pulls/pulls#create-a-pull-request',
      access: write,
      async handle({ repository, body, principal }) {
        const user = context.userOf(principal);
        const pull = await createPull(context, repository, user, body);
        const made = await presentFullPull(context, repository, pull);
        return { status: 201, body: made, headers: { location: made.url } };
      },
    },
    {
      method: 'GET',
      path: `${path}/{pull_number}`,
      docs: 'pulls/pulls#get-a-pull-request',
      access: read,
      async handle({ repository, params }) {
        const pull = find(repository, params.pull_number);
        const body = await presentFullPull(context, repository, pull);
        // To ask is what starts finding out whether it can be merged.
        if (!pull.checked) {
          mergeRequests.put({ ...pull, checked: true });
        }
        return { status: 200, body };
      },
    },
    {
      method: 'PATCH',
      path: `${path}/{pull_number}`,
      docs: 'pulls/pulls#update-a-pull-request',
      access: write,
      async handle({ repository, params, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({
            title: z.string().optional(),
            body: z.string().nullish(),
            state: z.enum(['open', 'closed']).optional(),
            base: z.string().optional(),
          }),
        );
        const pull = find(repository, params.pull_number);
        const user = context.userOf(principal);
        const mayEdit =
          user.id === pull.authorId ||
          context.access.role(principal, repository) !== 'read';
        if (!mayEdit) {
          throw errors.forbidden('Must have admin rights to Repository.');
        }
        const git = forge.git.of(repository);
        if (given.base && !(await git.resolve(`refs/heads/${given.base}`))) {
          throw errors.validation([
            { resource: 'PullRequest', field: 'base', code: 'invalid' },
          ]);
        }
        const closes = given.state === 'closed' && pull.state === 'opened';
        const reopens = given.state === 'open' && pull.state === 'closed';
        if (given.state === 'open' && pull.state === 'merged') {
          throw errors.validation([
            {
              resource: 'PullRequest',
              code: 'custom',
              field: 'state',
              message: 'state cannot be changed. The pull request is merged.',
            },
          ]);
        }
        const now = forge.clock.now().toISOString();
        const title = given.title ?? pull.title;
        const changed = mergeRequests.put({
          ...pull,
          title:
            given.title !== undefined && isDraft(pull)
              ? `Draft: ${title}`
              : title,
          description: given.body === undefined ? pull.description : given.body,
          targetBranch: given.base ?? pull.targetBranch,
          updatedAt: now,
          ...(closes
            ? { state: 'closed' as const, closedAt: now, closedById: user.id }
            : {}),
          ...(reopens
            ? { state: 'opened' as const, closedAt: null, closedById: null }
            : {}),
        });
        const action = closes ? 'closed' : reopens ? 'reopened' : 'edited';
        await emitPull(context, repository, changed, user, action);
        return {
          status: 200,
          body: await presentFullPull(context, repository, changed),
        };
      },
    },
    {
      method: 'PUT',
      path: `${path}/{pull_number}/merge`,
      docs: 'pulls/pulls#merge-a-pull-request',
      access: {
        kind: 'repository',
        role: 'write',
        permission: 'contents',
        level: 'write',
      },
      async handle({ repository, params, body, principal }) {
        const merged = await mergePull(
          context,
          repository,
          find(repository, params.pull_number),
          principal!,
          body,
        );
        const user = context.userOf(principal);
        await emitPull(context, repository, merged, user, 'closed');
        return {
          status: 200,
          body: {
            sha: merged.mergeCommitSha,
            merged: true,
            message: 'Pull Request successfully merged',
          },
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/{pull_number}/merge`,
      docs: 'pulls/pulls#check-if-a-pull-request-has-been-merged',
      access: read,
      handle({ repository, params }) {
        if (find(repository, params.pull_number).state !== 'merged') {
          throw errors.notFound();
        }
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: `${path}/{pull_number}/files`,
      docs: 'pulls/pulls#list-pull-requests-files',
      access: read,
      async handle(request) {
        const { repository, params } = request;
        const pull = find(repository, params.pull_number);
        const { source, base } = await headsOf(repository, pull);
        const files = await diffTrees(forge.git.of(repository), base, source);
        return context.paginate(
          request,
          presentFiles(context, repository, source, files),
        );
      },
    },
    {
      method: 'GET',
      path: `${path}/{pull_number}/commits`,
      docs: 'pulls/pulls#list-commits-on-a-pull-request',
      access: read,
      async handle(request) {
        const { repository, params } = request;
        const pull = find(repository, params.pull_number);
        const { source, base } = await headsOf(repository, pull);
        const commits = await forge.git
          .of(repository)
          .log(`${base}..${source}`, { limit: 250 });
        return context.paginate(request, commits.reverse(), {
          present: commit => presentCommit(context, repository, commit),
        });
      },
    },
    ...reviewRoutes(context, find),
  ];
}
