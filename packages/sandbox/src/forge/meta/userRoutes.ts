import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { presentUserBasic } from '../present/presentUser.ts';
import { optional, readParams, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

/** Looking people up. */
export function userRoutes(context: ForgeContext): ForgeRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/v4/users',
      scopes: scopes.readUser,
      handle(request) {
        const query = readParams(request.query, {
          username: optional(types.string),
          search: optional(types.string),
          active: optional(types.boolean),
          humans: optional(types.boolean),
          without_project_bots: optional(types.boolean),
        });
        const search = query.search?.toLowerCase();
        const users = context.records.users
          .filter(user => {
            const isBot = user.botOfProject !== undefined;
            return (
              (query.username === undefined ||
                user.username.toLowerCase() === query.username.toLowerCase()) &&
              (search === undefined ||
                [user.username, user.name, user.email].some(text =>
                  text.toLowerCase().includes(search),
                )) &&
              (!query.active || user.state === 'active') &&
              !(isBot && (query.humans || query.without_project_bots))
            );
          })
          .sort((one, other) => other.id - one.id);
        return context.paginate(request, users, user =>
          presentUserBasic(context, user),
        );
      },
    },
    {
      method: 'GET',
      path: '/api/v4/users/{user_id}',
      scopes: scopes.readUser,
      handle({ params }) {
        const user = context.records.users.get(Number(params.user_id));
        if (!user) {
          throw context.errors.notFound('User');
        }
        return { status: 200, body: presentUserBasic(context, user) };
      },
    },
  ];
}
