import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProjectRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { isExpired } from '../tokens/TokenService.ts';
import {
  createProjectToken,
  revokeProjectToken,
} from './createProjectToken.ts';
import { presentProjectToken } from './presentToken.ts';

const path = '/api/v4/projects/{id}/access_tokens';

export const projectTokenScopes = [
  'api',
  'read_api',
  'create_runner',
  'manage_runner',
  'k8s_proxy',
  'self_rotate',
  'read_repository',
  'write_repository',
  'read_registry',
  'write_registry',
  'ai_features',
  'read_observability',
  'write_observability',
];

const day = 86_400_000;
/** GitLab lets a token live for a year at most, and gives it a month where none is named. */
const longest = 365 * day;
const standard = 30 * day;

/** Tokens that exist for one project. */
export function accessTokenRoutes(context: ForgeContext): ForgeRoute[] {
  const { tokens } = context.records;
  const { errors } = context;
  const find = (project: ProjectRecord, id: string) => {
    const token = tokens.get(Number(id));
    if (token?.projectId !== project.id) {
      throw errors.notFound('project Access Token');
    }
    return token;
  };
  /** Without the role the answer is 401 here, not 403. */
  const read = (id: string, principal: Principal | undefined) => {
    const project = context.findProject(id, principal);
    if (context.accessLevel(principal, project) < accessLevels.maintainer) {
      throw errors.unauthorized();
    }
    return project;
  };
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      handle(request) {
        const project = read(request.params.id, request.principal);
        const { state } = readParams(request.query, {
          state: optional(types.oneOf('active', 'inactive')),
        });
        const now = context.clock.now();
        const found = tokens.filter(token => {
          const active = !token.revoked && !isExpired(token, now);
          return (
            token.projectId === project.id &&
            (state === undefined || (state === 'active') === active)
          );
        });
        return context.paginate(request, found, token =>
          presentProjectToken(token, now),
        );
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      handle({ params, body, principal }) {
        const project = context.findProject(params.id, principal);
        const given = readParams(body, {
          name: required(types.string),
          description: optional(types.string),
          scopes: required(types.list),
          expires_at: optional(types.date),
          access_level: optional(types.oneOf(10, 15, 20, 30, 40, 50)),
        });
        if (
          given.scopes.length === 0 ||
          given.scopes.some(scope => !projectTokenScopes.includes(scope))
        ) {
          throw errors.parameters(['scopes does not have a valid value']);
        }
        const level = context.accessLevel(principal, project);
        if (
          level < accessLevels.maintainer ||
          principal?.kind === 'project-token'
        ) {
          throw errors.badRequest(
            'User does not have permission to create project access token',
          );
        }
        const accessLevel = given.access_level ?? accessLevels.maintainer;
        if (accessLevel > level) {
          throw errors.badRequest(
            'Could not provision a project access token with a role above your own',
          );
        }
        const now = context.clock.now();
        const expiresAt = (
          given.expires_at ?? new Date(+now + standard).toISOString()
        ).slice(0, 10);
        if (Date.parse(expiresAt) > +now + longest) {
          throw errors.badRequest(
            `Failed to provision project access token: Expiration date must be before ${new Date(
              +now + longest + day,
            )
              .toISOString()
              .slice(0, 10)}`,
          );
        }
        if (Date.parse(expiresAt) <= +now) {
          throw errors.badRequest(
            'Failed to provision project access token: Expiration date cannot be in the past',
          );
        }
        const { token, secret } = createProjectToken(context, project, {
          name: given.name,
          description: given.description,
          scopes: given.scopes,
          accessLevel,
          expiresAt,
        });
        return {
          status: 201,
          body: { ...presentProjectToken(token, now), token: secret },
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/{token_id}`,
      scopes: scopes.read,
      handle({ params, principal }) {
        const token = find(read(params.id, principal), params.token_id);
        return {
          status: 200,
          body: presentProjectToken(token, context.clock.now()),
        };
      },
    },
    {
      method: 'POST',
      path: `${path}/{token_id}/rotate`,
      scopes: ['api', 'self_rotate'],
      handle({ params, body, principal }) {
        const project = read(params.id, principal);
        const token = find(project, params.token_id);
        const { expires_at: given } = readParams(body, {
          expires_at: optional(types.date),
        });
        const now = context.clock.now();
        if (token.revoked || isExpired(token, now)) {
          throw errors.badRequest('token already revoked');
        }
        const week = new Date(+now + 7 * day).toISOString();
        const { token: next, secret } = createProjectToken(context, project, {
          name: token.name,
          description: token.description ?? undefined,
          scopes: token.scopes,
          accessLevel: token.accessLevel ?? accessLevels.maintainer,
          expiresAt: (given ?? week).slice(0, 10),
        });
        revokeProjectToken(context, token);
        return {
          status: 200,
          body: { ...presentProjectToken(next, now), token: secret },
        };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{token_id}`,
      scopes: scopes.write,
      handle({ params, principal }) {
        const project = context.findProject(params.id, principal);
        const token = find(project, params.token_id);
        if (context.accessLevel(principal, project) < accessLevels.maintainer) {
          const bot = context.records.users.get(token.userId);
          throw errors.badRequest(
            `${context.userOf(principal).name} cannot delete ${bot?.name}`,
          );
        }
        revokeProjectToken(context, token);
        return { status: 204 };
      },
    },
  ];
}
