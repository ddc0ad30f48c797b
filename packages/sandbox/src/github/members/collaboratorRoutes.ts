import { z } from 'zod';
import { accessLevels } from '../../forge/records/accessLevels.ts';
import type { ProjectRecord, UserRecord } from '../../forge/records/records.ts';
import { isAtLeast } from '../access/GithubAccess.ts';
import type { GithubRoute, RepositoryRole } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentUser } from '../present/presentOwner.ts';
import { readGithubParams } from '../router/readGithubParams.ts';

const path = '/repos/{owner}/{repo}/collaborators';

/** The names of roles on their way in. */
const levels = {
  pull: accessLevels.reporter,
  triage: accessLevels.reporter,
  push: accessLevels.developer,
  maintain: accessLevels.maintainer,
  admin: accessLevels.owner,
} as const;

/** Before there were five roles there were three permissions, which are still answered. */
function legacy(role: RepositoryRole): string {
  if (role === 'maintain') return 'write';
  return role === 'triage' ? 'read' : role;
}

function flags(role: RepositoryRole) {
  return {
    pull: isAtLeast(role, 'read'),
    triage: isAtLeast(role, 'triage'),
    push: isAtLeast(role, 'write'),
    maintain: isAtLeast(role, 'maintain'),
    admin: isAtLeast(role, 'admin'),
  };
}

/** Who may do what in a repository. */
export function collaboratorRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors, access } = context;
  const { users, members } = forge.records;
  const read = {
    kind: 'repository',
    role: 'write',
    permission: 'metadata',
    level: 'read',
  } as const;
  const write = {
    kind: 'repository',
    role: 'admin',
    permission: 'administration',
    level: 'write',
  } as const;

  const findUser = (login: string): UserRecord => {
    const user = users.find(
      each => each.username.toLowerCase() === login.toLowerCase(),
    );
    if (!user) {
      throw errors.notFound();
    }
    return user;
  };
  const ownMember = (project: ProjectRecord, user: UserRecord) =>
    members.find(
      each =>
        each.source === 'project' &&
        each.sourceId === project.id &&
        each.userId === user.id,
    );

  return [
    {
      method: 'GET',
      path,
      docs: 'collaborators/collaborators#list-repository-collaborators',
      access: read,
      handle(request) {
        const { repository } = request;
        const found = forge.access
          .projectMembers(repository)
          .flatMap(member => users.get(member.userId) ?? []);
        return context.paginate(request, found, {
          present: user => {
            const role = access.userRole(user.id, repository);
            return {
              ...presentUser(context, user),
              permissions: flags(role),
              role_name: role,
            };
          },
        });
      },
    },
    {
      method: 'GET',
      path: `${path}/{username}`,
      docs: 'collaborators/collaborators#check-if-a-user-is-a-repository-collaborator',
      access: read,
      handle({ repository, params }) {
        const user = findUser(params.username);
        if (access.userRole(user.id, repository) === 'none') {
          throw errors.notFound();
        }
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: `${path}/{username}/permission`,
      docs: 'collaborators/collaborators#get-repository-permissions-for-a-user',
      access: { ...read, role: 'read' },
      handle({ repository, params }) {
        const user = findUser(params.username);
        const role = access.userRole(user.id, repository);
        return {
          status: 200,
          body: {
            permission: legacy(role),
            role_name: role,
            user: {
              ...presentUser(context, user),
              permissions: flags(role),
              role_name: role,
            },
          },
        };
      },
    },
    {
      method: 'PUT',
      path: `${path}/{username}`,
      docs: 'collaborators/collaborators#add-a-repository-collaborator',
      access: write,
      handle({ repository, params, body }) {
        const { permission } = readGithubParams(
          body,
          z.object({
            permission: z
              .enum(['pull', 'triage', 'push', 'maintain', 'admin'])
              .default('push'),
          }),
        );
        const user = findUser(params.username);
        const known = ownMember(repository, user);
        members.put({
          id: known?.id ?? members.nextId(),
          source: 'project',
          sourceId: repository.id,
          userId: user.id,
          accessLevel: levels[permission],
          createdAt: known?.createdAt ?? forge.clock.now().toISOString(),
          expiresAt: null,
        });
        // Where nobody has to accept an invitation there is nothing to answer with.
        return { status: 204 };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{username}`,
      docs: 'collaborators/collaborators#remove-a-repository-collaborator',
      access: write,
      handle({ repository, params }) {
        const known = ownMember(repository, findUser(params.username));
        if (known) {
          members.delete(known.id);
        }
        return { status: 204 };
      },
    },
  ];
}
