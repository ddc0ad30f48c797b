import { createHash } from 'node:crypto';
import type { ForgeRoute } from '../api/ForgeRoute.ts';
import type { Principal } from '../api/Principal.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { DeployKeyRecord, ProjectRecord } from '../records/records.ts';
import { optional, readParams, required, types } from '../router/readParams.ts';
import { scopes } from '../router/scopes.ts';

const path = '/api/v4/projects/{id}/deploy_keys';
const publicKey =
  /^(ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-\S+) ([A-Za-z0-9+/=]{16,})(?: .*)?$/;

/** `API_Entities_DeployKeysProject` */
function presentDeployKey(key: DeployKeyRecord) {
  const data = Buffer.from(publicKey.exec(key.key)?.[2] ?? '', 'base64');
  return {
    id: key.id,
    title: key.title,
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    key: key.key,
    fingerprint: createHash('md5')
      .update(data)
      .digest('hex')
      .replace(/(..)(?!$)/g, '$1:'),
    fingerprint_sha256: `SHA256:${createHash('sha256')
      .update(data)
      .digest('base64')
      .replace(/=+$/, '')}`,
    can_push: key.canPush,
  };
}

/** Keys for git over SSH, which `github/ssh` serves for both of the forge's APIs. */
export function deployKeyRoutes(context: ForgeContext): ForgeRoute[] {
  const { deployKeys } = context.records;
  const { errors } = context;
  const manage = (id: string, principal: Principal | undefined) =>
    context.findProject(id, principal, {
      minimumAccess: accessLevels.maintainer,
    });
  const find = (project: ProjectRecord, id: string) => {
    const key = deployKeys.get(Number(id));
    if (key?.projectId !== project.id) {
      throw errors.notFound('Deploy Key');
    }
    return key;
  };
  return [
    {
      method: 'GET',
      path,
      scopes: scopes.read,
      handle(request) {
        const project = manage(request.params.id, request.principal);
        return context.paginate(
          request,
          deployKeys.filter(key => key.projectId === project.id),
          presentDeployKey,
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
          title: required(types.string),
          key: required(types.string),
          can_push: optional(types.boolean),
          expires_at: optional(types.date),
        });
        const text = given.key.trim();
        if (!publicKey.test(text)) {
          throw errors.validation({
            key: [
              'must be a supported SSH public key. Read the documentation for the types and sizes that are supported.',
            ],
          });
        }
        const taken = deployKeys.find(
          key => key.projectId === project.id && key.key === text,
        );
        if (taken) {
          throw errors.validation({
            'deploy_key.fingerprint_sha256': ['has already been taken'],
          });
        }
        const key = deployKeys.put({
          id: deployKeys.nextId(),
          projectId: project.id,
          title: given.title,
          key: text,
          canPush: given.can_push ?? false,
          createdAt: context.clock.now().toISOString(),
          expiresAt: given.expires_at ?? null,
        });
        return { status: 201, body: presentDeployKey(key) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{key_id}`,
      scopes: scopes.read,
      handle({ params, principal }) {
        const key = find(manage(params.id, principal), params.key_id);
        return { status: 200, body: presentDeployKey(key) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{key_id}`,
      scopes: scopes.write,
      handle({ params, principal }) {
        deployKeys.delete(find(manage(params.id, principal), params.key_id).id);
        return { status: 204 };
      },
    },
  ];
}
