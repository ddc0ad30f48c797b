import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import {
  presentProject,
  readRepositoryFacts,
} from '../present/presentProject.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { forgetProject } from './forgetProject.ts';

/** Since 18.0 a project is renamed and waits to be removed. */
function markForDeletion(
  context: ForgeContext,
  project: ProjectRecord,
): ProjectRecord {
  const suffix = `-deletion_scheduled-${project.id}`;
  const path = `${project.path}${suffix}`;
  return context.records.projects.put({
    ...project,
    name: `${project.name}${suffix}`,
    path,
    fullPath: project.fullPath.replace(/[^/]+$/, path),
    markedForDeletionOn: context.clock.now().toISOString().slice(0, 10),
    beforeDeletion: {
      name: project.name,
      path: project.path,
      fullPath: project.fullPath,
    },
    updatedAt: context.clock.now().toISOString(),
  });
}

function restore(context: ForgeContext, project: ProjectRecord): ProjectRecord {
  const before = project.beforeDeletion!;
  const taken = context.records.projects.find(
    other =>
      other.fullPath.toLowerCase() === before.fullPath.toLowerCase() ||
      (other.namespaceId === project.namespaceId && other.name === before.name),
  );
  if (taken) {
    throw context.errors.badRequest(
      'Restoring the project failed: its name or path has already been taken',
    );
  }
  return context.records.projects.put({
    ...project,
    ...before,
    markedForDeletionOn: null,
    beforeDeletion: null,
    updatedAt: context.clock.now().toISOString(),
  });
}

/** Deleting in GitLab's two steps, and taking the first one back. */
export function deletionRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    {
      method: 'DELETE',
      path: '/api/v4/projects/{id}',
      scopes: scopes.write,
      async handle({ params, query, body, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.owner,
        });
        const given = readParams(
          { ...query, ...body },
          {
            permanently_remove: optional(types.boolean),
            full_path: optional(types.string),
          },
        );
        if (given.permanently_remove) {
          if (project.markedForDeletionOn === null) {
            throw context.errors.badRequest(
              'Project must be marked for deletion first.',
            );
          }
          if (given.full_path !== project.fullPath) {
            throw context.errors.badRequest(
              '`full_path` is incorrect. You must enter the complete path for the project.',
            );
          }
          await forgetProject(context, project);
        } else if (project.markedForDeletionOn !== null) {
          throw context.errors.badRequest(
            'Project has been already marked for deletion',
          );
        } else {
          markForDeletion(context, project);
        }
        return { status: 202, body: { message: '202 Accepted' } };
      },
    },
    {
      method: 'POST',
      path: '/api/v4/projects/{id}/restore',
      scopes: scopes.write,
      async handle({ params, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.owner,
        });
        if (project.markedForDeletionOn === null) {
          throw context.errors.refused(
            400,
            'Project has not been marked for deletion',
          );
        }
        const restored = restore(context, project);
        const facts = await readRepositoryFacts(context, restored);
        return { status: 201, body: presentProject(context, restored, facts) };
      },
    },
  ];
}
