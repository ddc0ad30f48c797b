import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentGroup } from '../present/presentNamespace.ts';
import { problemsOfPath } from '../projects/pathRules.ts';
import { listProjects } from '../projects/listProjects.ts';
import { accessLevels } from '../records/accessLevels.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

function taken(message: string) {
  // Groups answer a sentence where projects answer attributes.
  return `Failed to save group ${message}`;
}

export function groupRoutes(context: ForgeContext): ForgeRoute[] {
  const { namespaces, members } = context.records;
  return [
    {
      method: 'GET',
      path: '/api/v4/groups',
      scopes: scopes.read,
      anonymous: true,
      handle(request) {
        const query = readParams(request.query, {
          search: optional(types.string),
          owned: optional(types.boolean),
          top_level_only: optional(types.boolean),
          min_access_level: optional(types.integer),
        });
        const minimum = query.owned
          ? accessLevels.owner
          : query.min_access_level ?? accessLevels.guest;
        const search = query.search?.toLowerCase();
        const groups = namespaces
          .filter(
            namespace =>
              namespace.kind === 'group' &&
              (!query.top_level_only || namespace.parentId === null) &&
              (search === undefined ||
                namespace.name.toLowerCase().includes(search) ||
                namespace.path.toLowerCase().includes(search)),
          )
          .filter(
            group =>
              (group.visibility === 'public' &&
                minimum <= accessLevels.guest) ||
              context.access.namespaceLevel(request.principal, group.id) >=
                minimum,
          )
          .sort((one, other) => one.name.localeCompare(other.name));
        return context.paginate(request, groups, group =>
          presentGroup(context, group),
        );
      },
    },
    {
      method: 'POST',
      path: '/api/v4/groups',
      scopes: scopes.write,
      handle({ body, principal }) {
        const given = readParams(body, {
          name: required(types.string),
          path: required(types.string),
          parent_id: optional(types.integer),
          description: optional(types.string),
          visibility: optional(types.oneOf('private', 'internal', 'public')),
        });
        const user = context.userOf(principal);
        const parent =
          given.parent_id === undefined
            ? undefined
            : context.access.findNamespace(given.parent_id, principal, {
                what: 'Group',
                minimumAccess: accessLevels.maintainer,
              });
        if (!parent && user.botOfProject !== undefined) {
          throw context.errors.forbidden();
        }
        const [problem] = problemsOfPath(given.path);
        if (problem) {
          throw context.errors.refused(400, taken(`{:path=>["${problem}"]}`));
        }
        const fullPath = parent
          ? `${parent.fullPath}/${given.path}`
          : given.path;
        const clash = namespaces.find(
          each => each.fullPath.toLowerCase() === fullPath.toLowerCase(),
        );
        if (clash || context.access.lookUpProject(fullPath)) {
          throw context.errors.refused(
            400,
            taken('{:path=>["has already been taken"]}'),
          );
        }
        const createdAt = context.clock.now().toISOString();
        const group = namespaces.put({
          id: namespaces.nextId(),
          kind: 'group',
          name: given.name,
          path: given.path,
          fullPath,
          parentId: parent?.id ?? null,
          visibility: given.visibility ?? parent?.visibility ?? 'private',
          description: given.description ?? '',
          createdAt,
        });
        members.put({
          id: members.nextId(),
          source: 'group',
          sourceId: group.id,
          userId: user.id,
          accessLevel: accessLevels.owner,
          createdAt,
          expiresAt: null,
        });
        return { status: 201, body: presentGroup(context, group) };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/groups/{id}',
      scopes: scopes.read,
      anonymous: true,
      async handle(request) {
        const query = readParams(request.query, {
          with_projects: optional(types.boolean),
        });
        const group = context.access.findNamespace(
          request.params.id,
          request.principal,
          { what: 'Group' },
        );
        const projects =
          query.with_projects === false
            ? {}
            : {
                projects: (
                  await listProjects(
                    context,
                    {
                      ...request,
                      query: { per_page: '100' },
                    },
                    project => project.namespaceId === group.id,
                  )
                ).body,
                shared_projects: [],
              };
        return {
          status: 200,
          body: {
            ...presentGroup(context, group),
            shared_with_groups: [],
            prevent_sharing_groups_outside_hierarchy: false,
            enabled_git_access_protocol: null,
            ...projects,
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/groups/{id}/projects',
      scopes: scopes.read,
      anonymous: true,
      handle(request) {
        const group = context.access.findNamespace(
          request.params.id,
          request.principal,
          { what: 'Group' },
        );
        const { include_subgroups: deep } = readParams(request.query, {
          include_subgroups: optional(types.boolean),
        });
        return listProjects(context, request, project =>
          deep
            ? context.access
                .ancestry(project.namespaceId)
                .some(each => each.id === group.id)
            : project.namespaceId === group.id,
        );
      },
    },
  ];
}
