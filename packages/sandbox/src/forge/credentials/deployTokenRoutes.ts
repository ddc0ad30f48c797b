import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { DeployTokenRecord, ProjectRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';
import { digestOf } from '../tokens/digest.ts';
import { isExpired } from '../tokens/TokenService.ts';

export const deployTokenScopes = [
  'read_repository',
  'read_registry',
  'write_registry',
  'read_virtual_registry',
  'read_package_registry',
  'write_package_registry',
];

const path = '/api/v4/projects/{id}/deploy_tokens';

/** `API_Entities_DeployToken`: without the secret, which is told once. */
function presentDeployToken(token: DeployTokenRecord, now: Date) {
  return {
    id: token.id,
    name: token.name,
    username: token.username,
    expires_at: token.expiresAt,
    scopes: token.scopes,
    revoked: token.revoked,
    expired: isExpired(token, now),
  };
}

export function deployTokenRoutes(context: ForgeContext): ForgeRoute[] {
  const { deployTokens } = context.records;
  const { errors } = context;
  const manage = (id: string, principal: Principal | undefined) =>
    context.findProject(id, principal, {
      minimumAccess: accessLevels.maintainer,
    });
  const find = (project: ProjectRecord, id: string) => {
    const token = deployTokens.get(Number(id));
    if (token?.projectId !== project.id) {
      throw errors.notFound('Deploy Token');
    }
    return token;
  };
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      handle(request) {
        const project = manage(request.params.id, request.principal);
        const { active } = readParams(request.query, {
          active: optional(types.boolean),
        });
        const now = context.clock.now();
        const found = deployTokens.filter(
          token =>
            token.projectId === project.id &&
            (active === undefined ||
              active === (!token.revoked && !isExpired(token, now))),
        );
        return context.paginate(request, found, token =>
          presentDeployToken(token, now),
        );
      },
    },
    {
      method: 'POST',
      path,
      scopes: scopes.write,
      handle({ params, body, principal }) {
        const project = manage(params.id, principal);
        const given = readParams(body, {
          name: required(types.string),
          scopes: required(types.list),
          expires_at: optional(types.date),
          username: optional(types.string),
        });
        if (given.scopes.some(scope => !deployTokenScopes.includes(scope))) {
          throw errors.parameters(['scopes does not have a valid value']);
        }
        if (given.scopes.length === 0) {
          throw errors.validation({ scopes: ["can't be blank"] });
        }
        const username = given.username || undefined;
        if (username && !/^[a-zA-Z0-9_.+-]+$/.test(username)) {
          throw errors.validation({
            username: [
              "can contain only letters, digits, '_', '-', '+', and '.'",
            ],
          });
        }
        const id = deployTokens.nextId();
        const secret = context.tokens.mint('gldt-');
        const token = deployTokens.put({
          id,
          projectId: project.id,
          name: given.name,
          username: username ?? `gitlab+deploy-token-${id}`,
          scopes: given.scopes,
          digest: digestOf(secret),
          createdAt: context.clock.now().toISOString(),
          expiresAt: given.expires_at
            ? new Date(given.expires_at).toISOString()
            : null,
          revoked: false,
        });
        return {
          status: 201,
          body: {
            ...presentDeployToken(token, context.clock.now()),
            token: secret,
          },
        };
      },
    },
    {
      method: 'GET',
      path: `${path}/{token_id}`,
      scopes: scopes.read,
      handle({ params, principal }) {
        const token = find(manage(params.id, principal), params.token_id);
        return {
          status: 200,
          body: presentDeployToken(token, context.clock.now()),
        };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{token_id}`,
      scopes: scopes.write,
      handle({ params, principal }) {
        const token = find(manage(params.id, principal), params.token_id);
        deployTokens.delete(token.id);
        return { status: 204 };
      },
    },
  ];
}
