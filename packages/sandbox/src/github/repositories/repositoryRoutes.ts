import { z } from 'zod';
import { forgetProject } from '../../forge/projects/forgetProject.ts';
import { accessLevels } from '../../forge/records/accessLevels.ts';
import type { NamespaceRecord } from '../../forge/records/records.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { findOrganization, organizationRole } from '../meta/userRoutes.ts';
import {
  presentFullRepository,
  presentRepository,
} from '../present/presentRepository.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { createRepository } from './createRepository.ts';
import { editRepository, moveRepository } from './editRepository.ts';
import { listRepositories } from './listRepositories.ts';

const path = '/repos/{owner}/{repo}';

/** Making, finding, changing, moving and removing repositories. */
export function repositoryRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors, access } = context;

  function mayCreateIn(
    principal: GithubPrincipal | undefined,
    organization: NamespaceRecord,
  ): void {
    if (principal?.kind === 'installation') {
      const isTheirs = principal.namespaceId === organization.id;
      if (!isTheirs || !access.permits(principal, 'administration', 'write')) {
        throw errors.notAccessible('integration');
      }
      return;
    }
    const isMember = organizationRole(context, principal, organization);
    if (!isMember || principal?.kind === 'workflow') {
      throw errors.notFound();
    }
    const level = forge.access.namespaceLevel(
      {
        kind: 'user',
        userId: context.userOf(principal).id,
        tokenId: 0,
        scopes: [],
      },
      organization.id,
    );
    if (level < accessLevels.developer) {
      throw errors.forbidden(
        'You need admin access to the organization before adding a repository to it.',
      );
    }
    if (
      principal?.kind === 'fine-grained' &&
      !access.permits(principal, 'administration', 'write')
    ) {
      throw errors.notAccessible('personal access token');
    }
  }

  return [
    {
      method: 'POST',
      path: '/user/repos',
      docs: 'repos/repos#create-a-repository-for-the-authenticated-user',
      access: { kind: 'user', scopes: ['repo', 'public_repo'] },
      async handle({ principal, body }) {
        if (
          principal?.kind === 'installation' ||
          principal?.kind === 'workflow'
        ) {
          throw errors.notAccessible('integration');
        }
        const user = context.userOf(principal);
        const own = forge.records.namespaces.find(
          each => each.kind === 'user' && each.ownerId === user.id,
        )!;
        const project = await createRepository(context, own, user, body);
        return {
          status: 201,
          body: presentFullRepository(context, project, 'admin'),
        };
      },
    },
    {
      method: 'POST',
      path: '/orgs/{org}/repos',
      docs: 'repos/repos#create-an-organization-repository',
      access: { kind: 'user', scopes: ['repo', 'public_repo'] },
      async handle({ params, principal, body }) {
        const organization = findOrganization(context, params.org);
        mayCreateIn(principal, organization);
        const project = await createRepository(
          context,
          organization,
          context.userOf(principal),
          body,
        );
        const { members, users } = forge.records;
        const creator = users.get(project.creatorId)!;
        // Whoever makes a repository may do all in it, whatever their role elsewhere.
        members.put({
          id: members.nextId(),
          source: 'project',
          sourceId: project.id,
          userId: creator.id,
          accessLevel: accessLevels.owner,
          createdAt: project.createdAt,
          expiresAt: null,
        });
        return {
          status: 201,
          body: presentFullRepository(context, project, 'admin'),
        };
      },
    },
    {
      method: 'GET',
      path: '/orgs/{org}/repos',
      docs: 'repos/repos#list-organization-repositories',
      access: { kind: 'public' },
      handle(request) {
        const organization = findOrganization(context, request.params.org);
        return listRepositories(
          context,
          request,
          each => each.namespaceId === organization.id,
        );
      },
    },
    {
      method: 'GET',
      path: '/user/repos',
      docs: 'repos/repos#list-repositories-for-the-authenticated-user',
      access: { kind: 'user', scopes: ['repo', 'public_repo'] },
      handle: request => listRepositories(context, request, () => true),
    },
    {
      method: 'GET',
      path: '/users/{username}/repos',
      docs: 'repos/repos#list-repositories-for-a-user',
      access: { kind: 'public' },
      handle(request) {
        const own = forge.records.namespaces.find(
          each => each.kind === 'user' && each.path === request.params.username,
        );
        if (!own) {
          throw errors.notFound();
        }
        return listRepositories(
          context,
          request,
          each => each.namespaceId === own.id,
        );
      },
    },
    {
      method: 'GET',
      path: '/installation/repositories',
      docs: 'apps/installations#list-repositories-accessible-to-the-app-installation',
      access: { kind: 'user' },
      handle(request) {
        if (request.principal?.kind !== 'installation') {
          throw errors.forbidden(
            'You must authenticate with an installation access token in order to list repositories for an installation.',
          );
        }
        return listRepositories(context, request, () => true, 'repositories');
      },
    },
    {
      method: 'GET',
      path,
      docs: 'repos/repos#get-a-repository',
      access: {
        kind: 'repository',
        role: 'read',
        permission: 'metadata',
        level: 'read',
      },
      handle: ({ repository, principal }) => ({
        status: 200,
        body: presentFullRepository(
          context,
          repository,
          access.role(principal, repository),
        ),
      }),
    },
    {
      method: 'PATCH',
      path,
      docs: 'repos/repos#update-a-repository',
      access: {
        kind: 'repository',
        role: 'admin',
        permission: 'administration',
        level: 'write',
        archived: true,
      },
      async handle({ repository, body, principal }) {
        const project = await editRepository(context, repository, body);
        return {
          status: 200,
          body: presentFullRepository(
            context,
            project,
            access.role(principal, project),
          ),
        };
      },
    },
    {
      method: 'DELETE',
      path,
      docs: 'repos/repos#delete-a-repository',
      access: {
        kind: 'repository',
        role: 'admin',
        permission: 'administration',
        level: 'write',
        scopes: ['delete_repo'],
        archived: true,
      },
      async handle({ repository }) {
        // At once: GitHub does not wait.
        await forgetProject(forge, repository);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${path}/transfer`,
      docs: 'repos/repos#transfer-a-repository',
      access: {
        kind: 'repository',
        role: 'admin',
        permission: 'administration',
        level: 'write',
      },
      handle({ repository, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({
            new_owner: z.string(),
            new_name: z.string().optional(),
          }),
        );
        const target = forge.records.namespaces.find(
          each => each.fullPath.toLowerCase() === given.new_owner.toLowerCase(),
        );
        if (!target) {
          throw errors.unprocessable('Validation Failed', {
            errors: [`new_owner ${given.new_owner} could not be found`],
          });
        }
        const moved = moveRepository(
          context,
          repository,
          target,
          given.new_name ?? repository.path,
        );
        return {
          status: 202,
          body: presentRepository(
            context,
            moved,
            access.role(principal, moved),
          ),
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/topics`,
      docs: 'repos/repos#get-all-repository-topics',
      access: {
        kind: 'repository',
        role: 'read',
        permission: 'metadata',
        level: 'read',
      },
      handle: ({ repository }) => ({
        status: 200,
        body: { names: repository.topics },
      }),
    },
    {
      method: 'PUT',
      path: `${path}/topics`,
      docs: 'repos/repos#replace-all-repository-topics',
      access: {
        kind: 'repository',
        role: 'admin',
        permission: 'administration',
        level: 'write',
      },
      handle({ repository, body }) {
        const { names } = readGithubParams(
          body,
          z.object({ names: z.array(z.string()) }),
        );
        const wrong = names.find(
          name => !/^[a-z0-9][a-z0-9-]{0,49}$/.test(name),
        );
        if (wrong !== undefined) {
          throw errors.validation([
            `Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.`,
          ]);
        }
        forge.records.projects.put({ ...repository, topics: names });
        return { status: 200, body: { names } };
      },
    },
  ];
}
