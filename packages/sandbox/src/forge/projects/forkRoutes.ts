import { runGit } from '../../git/GitCommand.ts';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import { protectDefaultBranch } from '../branches/protection.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import {
  presentProject,
  readRepositoryFacts,
} from '../present/presentProject.ts';
import { accessLevels } from '../records/accessLevels.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { createProject } from './createProject.ts';

/** A copy of a project with its history, in another namespace. */
export function forkRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    {
      method: 'POST',
      path: '/api/v4/projects/{id}/fork',
      scopes: scopes.write,
      async handle({ params, body, principal }) {
        const source = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.reporter,
        });
        const given = readParams(body, {
          namespace: optional(types.string),
          namespace_id: optional(types.integer),
          namespace_path: optional(types.string),
          name: optional(types.string),
          path: optional(types.string),
          description: optional(types.string),
          visibility: optional(types.oneOf('private', 'internal', 'public')),
        });
        const wanted =
          given.namespace_id ?? given.namespace_path ?? given.namespace;
        const namespace =
          wanted === undefined
            ? undefined
            : context.access.findNamespace(wanted, principal, {
                what: 'Namespace',
              });
        const name = given.name ?? source.name;
        const path = given.path ?? source.path;
        const target =
          namespace ??
          context.records.namespaces.find(
            each => each.ownerId === context.userOf(principal).id,
          );
        const taken = context.records.projects.find(
          other =>
            other.namespaceId === target?.id &&
            (other.path === path || other.name === name),
        );
        if (taken) {
          throw context.errors.refused(409, {
            'project_namespace.name': ['has already been taken'],
            name: ['has already been taken'],
            path: ['has already been taken'],
          });
        }
        const created = await createProject(context, principal, {
          name,
          path,
          namespace_id: namespace?.id,
          description: given.description ?? source.description,
          visibility: given.visibility ?? source.visibility,
          default_branch: source.defaultBranch,
        });
        const git = context.git.of(created);
        await runGit(
          [
            'fetch',
            '--quiet',
            '--no-write-fetch-head',
            context.git.of(source).folder,
            '+refs/heads/*:refs/heads/*',
            '+refs/tags/*:refs/tags/*',
          ],
          { cwd: git.folder },
        );
        const fork = context.records.projects.put({
          ...created,
          forkedFromId: source.id,
        });
        const facts = await readRepositoryFacts(context, fork);
        if (!facts.empty) {
          protectDefaultBranch(context, fork, fork.defaultBranch);
        }
        return { status: 201, body: presentProject(context, fork, facts) };
      },
    },
  ];
}
