import { diffTrees } from '../../git/diffTrees.ts';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentCommit } from '../present/presentCommit.ts';
import { presentDiff } from '../present/presentDiff.ts';
import { accessLevels } from '../records/accessLevels.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

/** What one ref has that another has not. */
export function compareRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/repository/compare',
      scopes: scopes.readRepository,
      anonymous: true,
      async handle({ params, query, principal, baseUrl }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.reporter,
        });
        const given = readParams(query, {
          from: required(types.string),
          to: required(types.string),
          straight: optional(types.boolean),
        });
        const git = context.git.of(project);
        const from = await git.resolve(given.from);
        const to = await git.resolve(given.to);
        if (!from || !to) {
          throw context.errors.notFound('Ref');
        }
        const base = given.straight
          ? from
          : (await git.mergeBase(from, to)) ?? from;
        const commits = (await git.log(`${base}..${to}`)).reverse();
        const diffs = from === to ? [] : await diffTrees(git, base, to);
        const last = commits.at(-1);
        return {
          status: 200,
          body: {
            commit: last ? presentCommit(context, project, last) : null,
            commits: commits.map(commit =>
              presentCommit(context, project, commit),
            ),
            diffs: diffs.map(presentDiff),
            compare_timeout: false,
            compare_same_ref: given.from === given.to,
            web_url: `${baseUrl}/${project.fullPath}/-/compare/${from}...${to}`,
          },
        };
      },
    },
  ];
}
