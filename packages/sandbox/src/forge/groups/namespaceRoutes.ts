import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentNamespace } from '../present/presentNamespace.ts';
import { accessLevels } from '../records/accessLevels.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

export function namespaceRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/v4/namespaces',
      scopes: scopes.read,
      handle(request) {
        const query = readParams(request.query, {
          search: optional(types.string),
          owned_only: optional(types.boolean),
          top_level_only: optional(types.boolean),
        });
        const user = context.userOf(request.principal);
        const search = query.search?.toLowerCase();
        const minimum = query.owned_only
          ? accessLevels.owner
          : accessLevels.guest;
        const found = context.records.namespaces.filter(
          namespace =>
            (search === undefined ||
              namespace.name.toLowerCase().includes(search) ||
              namespace.fullPath.toLowerCase().includes(search)) &&
            (!query.top_level_only || namespace.parentId === null) &&
            (namespace.kind === 'user'
              ? namespace.ownerId === user.id
              : context.access.namespaceLevel(
                  request.principal,
                  namespace.id,
                ) >= minimum),
        );
        return context.paginate(request, found, namespace =>
          presentNamespace(context, namespace),
        );
      },
    },
    {
      method: 'GET',
      path: '/api/v4/namespaces/{id}',
      scopes: scopes.read,
      handle({ params, principal }) {
        const namespace = context.access.findNamespace(params.id, principal, {
          what: 'Namespace',
        });
        return { status: 200, body: presentNamespace(context, namespace) };
      },
    },
  ];
}
