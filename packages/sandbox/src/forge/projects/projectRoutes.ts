import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import {
  presentProject,
  presentProjectWithAccess,
  readRepositoryFacts,
} from '../present/presentProject.ts';
import { accessLevels } from '../records/accessLevels.ts';
import { scopes } from '../router/scopes.ts';
import { createProject } from './createProject.ts';
import { editProject } from './editProject.ts';
import { listProjects } from './listProjects.ts';

/** Projects: create, read, list, edit. */
export function projectRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/v4/projects',
      scopes: scopes.read,
      anonymous: true,
      handle: request => listProjects(context, request),
    },
    {
      method: 'GET',
      path: '/api/v4/users/{user_id}/projects',
      scopes: scopes.read,
      anonymous: true,
      handle(request) {
        const key = request.params.user_id;
        const user = context.records.users.find(
          each => String(each.id) === key || each.username === key,
        );
        if (!user) {
          throw context.errors.notFound('User');
        }
        return listProjects(
          context,
          request,
          project =>
            context.records.namespaces.get(project.namespaceId)?.ownerId ===
            user.id,
        );
      },
    },
    {
      method: 'POST',
      path: '/api/v4/projects',
      scopes: scopes.write,
      async handle({ body, principal }) {
        const project = await createProject(context, principal, body);
        const facts = await readRepositoryFacts(context, project);
        return { status: 201, body: presentProject(context, project, facts) };
      },
    },
    {
      method: 'GET',
      path: '/api/v4/projects/{id}',
      scopes: scopes.read,
      anonymous: true,
      jobToken: true,
      async handle({ params, principal }) {
        const project = context.findProject(params.id, principal);
        const facts = await readRepositoryFacts(context, project);
        return {
          status: 200,
          body: presentProjectWithAccess(context, project, facts, principal),
        };
      },
    },
    {
      method: 'PUT',
      path: '/api/v4/projects/{id}',
      scopes: scopes.write,
      async handle({ params, body, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.maintainer,
        });
        const edited = await editProject(context, project, body);
        const facts = await readRepositoryFacts(context, edited);
        return { status: 200, body: presentProject(context, edited, facts) };
      },
    },
    ...(['archive', 'unarchive'] as const).map(
      (operation): ForgeRoute => ({
        method: 'POST',
        path: `/api/v4/projects/{id}/${operation}`,
        scopes: scopes.write,
        async handle({ params, principal }) {
          const project = context.findProject(params.id, principal, {
            minimumAccess: accessLevels.owner,
          });
          const changed = context.records.projects.put({
            ...project,
            archived: operation === 'archive',
            updatedAt: context.clock.now().toISOString(),
          });
          const facts = await readRepositoryFacts(context, changed);
          return { status: 201, body: presentProject(context, changed, facts) };
        },
      }),
    ),
  ];
}
