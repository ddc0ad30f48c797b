import { z } from 'zod';
import type {
  DeployKeyRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { apiUrlOf, seconds } from '../present/presentRepository.ts';
import { readGithubParams } from '../router/readGithubParams.ts';

const path = '/repos/{owner}/{repo}/keys';
const publicKey =
  /^(ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+|sk-\S+) ([A-Za-z0-9+/]{16,}={0,2})(?: .*)?$/;

/** The type and the data: what follows is a comment. */
function bare(key: string): string {
  return key.trim().split(/\s+/).slice(0, 2).join(' ');
}

/** Keys for git over SSH, each for one repository. */
export function deployKeyRoutes(context: GithubContext): GithubRoute[] {
  const { deployKeys } = context.forge.records;
  const { errors } = context;
  const read = {
    kind: 'repository',
    role: 'admin',
    permission: 'administration',
    level: 'read',
  } as const;
  const write = { ...read, level: 'write' } as const;

  const present = (project: ProjectRecord, key: DeployKeyRecord) => ({
    id: key.id,
    key: bare(key.key),
    url: `${apiUrlOf(context, project)}/keys/${key.id}`,
    title: key.title,
    verified: true,
    created_at: seconds(key.createdAt),
    read_only: !key.canPush,
    added_by: null,
    last_used: null,
    enabled: true,
  });
  const find = (project: ProjectRecord, id: string) => {
    const key = deployKeys.get(Number(id));
    if (key?.projectId !== project.id) {
      throw errors.notFound();
    }
    return key;
  };

  return [
    {
      method: 'GET',
      path,
      docs: 'deploy-keys/deploy-keys#list-deploy-keys',
      access: read,
      handle: request =>
        context.paginate(
          request,
          deployKeys.filter(key => key.projectId === request.repository.id),
          { present: key => present(request.repository, key) },
        ),
    },
    {
      method: 'POST',
      path,
      docs: 'deploy-keys/deploy-keys#create-a-deploy-key',
      access: write,
      handle({ repository, body }) {
        const given = readGithubParams(
          body,
          z.object({
            title: z.string().optional(),
            key: z.string(),
            read_only: z.boolean().default(false),
          }),
        );
        const problem = (message: string) =>
          errors.validation([
            { resource: 'PublicKey', code: 'custom', field: 'key', message },
          ]);
        const text = given.key.trim();
        if (!publicKey.test(text)) {
          throw problem(
            'key is invalid. You must supply a key in OpenSSH public key format',
          );
        }
        // A key opens one repository of the whole forge.
        if (deployKeys.find(key => bare(key.key) === bare(text))) {
          throw problem('key is already in use');
        }
        const key = deployKeys.put({
          id: deployKeys.nextId(),
          projectId: repository.id,
          title: given.title ?? '',
          key: text,
          canPush: !given.read_only,
          createdAt: context.forge.clock.now().toISOString(),
          expiresAt: null,
        });
        const made = present(repository, key);
        return { status: 201, body: made, headers: { location: made.url } };
      },
    },
    {
      method: 'GET',
      path: `${path}/{key_id}`,
      docs: 'deploy-keys/deploy-keys#get-a-deploy-key',
      access: read,
      handle: ({ repository, params }) => ({
        status: 200,
        body: present(repository, find(repository, params.key_id)),
      }),
    },
    {
      method: 'DELETE',
      path: `${path}/{key_id}`,
      docs: 'deploy-keys/deploy-keys#delete-a-deploy-key',
      access: write,
      handle({ repository, params }) {
        deployKeys.delete(find(repository, params.key_id).id);
        return { status: 204 };
      },
    },
  ];
}
