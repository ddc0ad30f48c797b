import type { TreeEntry } from '../../git/parseTree.ts';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import { paginateByCursor, readPage } from '../router/paginate.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

/** Folders before files, as GitLab lists them. */
function order(entries: TreeEntry[]): TreeEntry[] {
  const rank = (entry: TreeEntry) => (entry.type === 'tree' ? 0 : 1);
  return [...entries].sort((one, other) => rank(one) - rank(other));
}

/** `API_Entities_TreeObject` */
function presentEntry(entry: TreeEntry) {
  return {
    id: entry.id,
    name: entry.path.split('/').at(-1)!,
    type: entry.type,
    path: entry.path,
    mode: entry.mode,
  };
}

export function treeRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/repository/tree',
      scopes: scopes.readRepository,
      anonymous: true,
      jobToken: true,
      async handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
          { minimumAccess: accessLevels.reporter },
        );
        const query = readParams(request.query, {
          ref: optional(types.string),
          path: optional(types.string),
          recursive: optional(types.boolean),
          pagination: optional(types.string),
          page_token: optional(types.string),
        });
        const { perPage } = readPage(request.query);
        const git = context.git.of(project);
        const sha = await git.resolve(query.ref ?? project.defaultBranch);
        if (!sha) {
          throw context.errors.notFound('Tree');
        }
        const path = (query.path ?? '').replace(/^\/+|\/+$/g, '');
        const entries = order(
          await git.tree(sha, path, query.recursive ?? false),
        );
        if (path && entries.length === 0) {
          throw context.errors.notFound('invalid revision or path');
        }
        if (query.pagination !== 'keyset') {
          return context.paginate(request, entries, presentEntry);
        }
        const after = entries.findIndex(entry => entry.id === query.page_token);
        return paginateByCursor(request, entries.slice(after + 1), {
          perPage,
          parameter: 'page_token',
          cursor: entry => entry.id,
          present: presentEntry,
        });
      },
    },
  ];
}
