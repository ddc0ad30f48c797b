import { commitStats, diffTrees } from '../../git/diffTrees.ts';
import type { CommitInfo } from '../../git/parseCommits.ts';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import { mayPushToBranch } from '../branches/pushPermission.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentCommit } from '../present/presentCommit.ts';
import { presentDiff } from '../present/presentDiff.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { pageHeaders, readPage } from '../router/paginate.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { commitFiles } from './commitFiles.ts';
import { readActions } from './readActions.ts';

/** `API_Entities_CommitDetail` */
export async function presentCommitDetail(
  context: ForgeContext,
  project: ProjectRecord,
  commit: CommitInfo,
  withStats: boolean,
) {
  const pipeline = context.ci.lastPipeline(project, commit.sha);
  return {
    ...presentCommit(context, project, commit),
    ...(withStats
      ? { stats: await commitStats(context.git.of(project), commit) }
      : {}),
    status: pipeline?.status ?? null,
    project_id: project.id,
    last_pipeline: pipeline,
  };
}

export function commitRoutes(context: ForgeContext): ForgeRoute[] {
  const findCommit = async (project: ProjectRecord, revision: string) => {
    const commit = await context.git.of(project).commit(revision);
    if (!commit) {
      throw context.errors.notFound('Commit');
    }
    return commit;
  };
  return [
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/repository/commits',
      scopes: scopes.readRepository,
      anonymous: true,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.reporter },
        );
        const query = readParams(request.query, {
          ref_name: optional(types.string),
          since: optional(types.date),
          until: optional(types.date),
          path: optional(types.string),
          author: optional(types.string),
          all: optional(types.boolean),
          with_stats: optional(types.boolean),
          first_parent: optional(types.boolean),
        });
        const page = readPage(request.query);
        const git = context.git.of(project);
        const head = await git.resolve(query.ref_name ?? project.defaultBranch);
        if (!head && !query.all) {
          // An empty repository has no commits; an unknown ref is not there.
          if (query.ref_name === undefined || (await git.isEmpty())) {
            return context.paginate(request, []);
          }
          throw context.errors.notFound('Commit');
        }
        const options = {
          path: query.path,
          since: query.since,
          until: query.until,
          author: query.author,
          firstParent: query.first_parent,
          all: query.all && !(await git.isEmpty()),
        };
        const [commits, total] = await Promise.all([
          git.log(head ?? 'HEAD', {
            ...options,
            skip: (page.page - 1) * page.perPage,
            limit: page.perPage,
          }),
          git.count(head ?? 'HEAD', options),
        ]);
        const body = await Promise.all(
          commits.map(async commit => ({
            ...presentCommit(context, project, commit),
            ...(query.with_stats
              ? { stats: await commitStats(git, commit) }
              : {}),
          })),
        );
        // GitLab does not count commits: there is a next page or there is none.
        const headers = pageHeaders(request, page, total);
        delete headers['x-total'];
        delete headers['x-total-pages'];
        headers.link = headers.link.replace(/, <[^>]*>; rel="last"$/, '');
        return { status: 200, body, headers };
      },
    },
    {
      method: 'POST',
      path: '/api/v4/projects/{id}/repository/commits',
      scopes: scopes.write,
      async handle({ params, body, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.reporter,
        });
        const given = readParams(body, {
          branch: required(types.string),
          commit_message: required(types.string),
          actions: required(types.objects),
          start_branch: optional(types.string),
          start_sha: optional(types.string),
          author_email: optional(types.string),
          author_name: optional(types.string),
          stats: optional(types.boolean),
          force: optional(types.boolean),
        });
        const { actions, lastCommitIds } = readActions(given.actions);
        const level = context.accessLevel(principal, project);
        if (!(await mayPushToBranch(context, project, given.branch, level))) {
          throw context.errors.forbidden(
            'You are not allowed to push into this branch',
          );
        }
        const sha = await commitFiles(
          context,
          project,
          context.userOf(principal),
          {
            branch: given.branch,
            startBranch: given.start_branch,
            startSha: given.start_sha,
            force: given.force,
            message: given.commit_message,
            authorName: given.author_name,
            authorEmail: given.author_email,
            actions,
            lastCommitIds,
          },
        );
        const commit = await findCommit(project, sha);
        return {
          status: 201,
          body: await presentCommitDetail(
            context,
            project,
            commit,
            given.stats ?? true,
          ),
        };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/repository/commits/{sha}',
      scopes: scopes.readRepository,
      anonymous: true,
      async handle({ params, query, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.reporter,
        });
        const { stats } = readParams(query, { stats: optional(types.boolean) });
        const commit = await findCommit(project, params.sha);
        return {
          status: 200,
          body: await presentCommitDetail(
            context,
            project,
            commit,
            stats ?? true,
          ),
        };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/repository/commits/{sha}/diff',
      scopes: scopes.readRepository,
      anonymous: true,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.reporter },
        );
        const commit = await findCommit(project, request.params.sha);
        const files = await diffTrees(
          context.git.of(project),
          commit.parents[0],
          commit.sha,
        );
        return context.paginate(request, files, presentDiff);
      },
    },
  ];
}
