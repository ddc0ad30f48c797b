import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentUserBasic } from '../present/presentUser.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { MemberRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

/** Who belongs to a project, and letting somebody in. */
export function memberRoutes(context: ForgeContext): ForgeRoute[] {
  const { members, users } = context.records;
  const present = (member: MemberRecord) => ({
    ...presentUserBasic(context, users.get(member.userId)!),
    access_level: member.accessLevel,
    created_at: member.createdAt,
    expires_at: member.expiresAt,
    membership_state: 'active',
  });
  return [
    {
      method: 'GET',
      path: '/api/v4/projects/{id}/members/all',
      scopes: scopes.read,
      handle(request) {
        const project = context.findProject(
          request.params.id,
          request.principal,
        );
        const { query } = readParams(request.query, {
          query: optional(types.string),
        });
        const found = context.access.projectMembers(project).filter(member => {
          const user = users.get(member.userId);
          return (
            user &&
            (query === undefined ||
              user.username.includes(query) ||
              user.name.includes(query))
          );
        });
        return context.paginate(request, found, present);
      },
    },
    {
      method: 'POST',
      path: '/api/v4/projects/{id}/members',
      scopes: scopes.write,
      handle({ params, body, principal }) {
        const project = context.findProject(params.id, principal, {
          minimumAccess: accessLevels.maintainer,
        });
        const given = readParams(body, {
          user_id: required(types.integer),
          access_level: required(types.oneOf(10, 15, 20, 30, 40, 50)),
          expires_at: optional(types.date),
        });
        if (!users.get(given.user_id)) {
          throw context.errors.notFound('User');
        }
        const known = members.find(
          member =>
            member.source === 'project' &&
            member.sourceId === project.id &&
            member.userId === given.user_id,
        );
        if (known) {
          throw context.errors.conflict('Member already exists');
        }
        if (given.access_level > context.accessLevel(principal, project)) {
          throw context.errors.forbidden();
        }
        const member = members.put({
          id: members.nextId(),
          source: 'project',
          sourceId: project.id,
          userId: given.user_id,
          accessLevel: given.access_level,
          createdAt: context.clock.now().toISOString(),
          expiresAt: given.expires_at ?? null,
        });
        return { status: 201, body: present(member) };
      },
    },
  ];
}
