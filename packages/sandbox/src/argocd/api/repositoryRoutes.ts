import { z } from 'zod';
import type { StoredObject } from '../../world/seams.ts';
import { listRefs } from '../source/listRefs.ts';
import { normalizeUrl } from '../source/repositoryCredentials.ts';
import { SourceError } from '../source/SourceError.ts';
import type { ApiContext, ApiRoute } from './ApiContext.ts';
import { ApiError, invalidArgument, notFound, unknown } from './ApiError.ts';

const secretType = 'argocd.argoproj.io/secret-type';

const repositorySchema = z.object({
  repo: z.string().min(1),
  type: z.string().optional(),
  name: z.string().optional(),
  project: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  sshPrivateKey: z.string().optional(),
  insecure: z.boolean().optional(),
});
type Repository = z.infer<typeof repositorySchema>;

function decode(secret: StoredObject, key: string): string {
  return Buffer.from(secret.data?.[key] ?? '', 'base64').toString('utf8');
}

/** A repository as the API shows it: never what opens it. */
function present(secret: StoredObject) {
  const [name, project] = ['name', 'project'].map(key => decode(secret, key));
  return {
    repo: decode(secret, 'url'),
    type: decode(secret, 'type') || 'git',
    ...(name ? { name } : {}),
    ...(project ? { project } : {}),
    connectionState: { status: 'Successful' },
  };
}

/** As Argo CD names its own: a hash (FNV-1a) of the address and the project. */
export function secretNameOf(url: string, project: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${url}${project}`)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `repo-${hash}`;
}

function secretOf(repository: Repository, namespace: string) {
  const { repo, type, name, project, username, password, insecure } =
    repository;
  const values = {
    url: repo,
    type,
    name,
    project,
    username,
    password,
    sshPrivateKey: repository.sshPrivateKey,
    insecure: insecure ? 'true' : undefined,
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: secretNameOf(repo, project ?? ''),
      namespace,
      labels: { [secretType]: 'repository' },
      annotations: { 'managed-by': 'argocd.argoproj.io' },
    },
    type: 'Opaque',
    data: Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) =>
        value ? [[key, Buffer.from(value).toString('base64')]] : [],
      ),
    ),
  };
}

export function repositoryRoutes(context: ApiContext): ApiRoute[] {
  const { cluster, namespace } = context;
  const all = () =>
    cluster.list('v1', 'Secret', {
      namespace,
      labelSelector: `${secretType}=repository`,
    });
  const find = (url: string, project: string | null | undefined) =>
    all().find(
      secret =>
        normalizeUrl(decode(secret, 'url')) === normalizeUrl(url) &&
        (!project || decode(secret, 'project') === project),
    );

  async function tryIt(repository: Repository, signal: AbortSignal) {
    const { repo, username, password, sshPrivateKey } = repository;
    const given =
      username || password || sshPrivateKey
        ? { username, password, sshPrivateKey }
        : context.credentials(repo, repository.project ?? '');
    try {
      await listRefs({
        url: repo,
        credentials: given,
        timeoutSeconds: context.timeoutSeconds,
        signal,
      });
    } catch (error) {
      if (!(error instanceof SourceError)) {
        throw error;
      }
      throw new ApiError(
        unknown,
        `rpc error: code = Unknown desc = error testing repository connectivity: ${error.message}`,
        { cause: error },
      );
    }
  }

  return [
    {
      method: 'GET',
      path: /^\/v1\/repositories$/,
      answer: () => ({ metadata: {}, items: all().map(present) }),
    },
    {
      method: 'POST',
      path: /^\/v1\/repositories$/,
      async answer({ body, query, signal }) {
        const repository = repositorySchema.parse(body ?? {});
        // The real one does not try those that belong to a project either.
        if (!repository.project) {
          await tryIt(repository, signal);
        }
        const existing = find(repository.repo, repository.project);
        const wanted = secretOf(repository, namespace);
        if (!existing) {
          cluster.create(wanted);
        } else if (query.get('upsert') === 'true') {
          cluster.update({ ...existing, data: wanted.data });
        } else if (
          JSON.stringify(existing.data) !== JSON.stringify(wanted.data)
        ) {
          throw new ApiError(
            invalidArgument,
            'existing repository spec is different; use upsert flag to force update',
          );
        }
        const { repo, type = 'git', name } = repository;
        return { repo, type, ...(name ? { name } : {}) };
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/repositories\/([^/]+)$/,
      answer({ params: [url], query }) {
        const secret = find(url, query.get('appProject'));
        if (!secret) {
          throw new ApiError(notFound, `repo '${url}' not found`);
        }
        return present(secret);
      },
    },
    {
      method: 'DELETE',
      path: /^\/v1\/repositories\/([^/]+)$/,
      answer({ params: [url], query }) {
        const secret = find(url, query.get('appProject'));
        if (!secret) {
          throw new ApiError(notFound, `repo '${url}' not found`);
        }
        const { name } = secret.metadata;
        cluster.delete({ apiVersion: 'v1', kind: 'Secret', namespace, name });
        return {};
      },
    },
  ];
}
