import { ServiceUnavailableError } from '@backstage/errors';
import { CredentialValue } from './ForgeCredentials';
import { ask, basic } from './request';
import { GitService, mayOverSsh } from './trySshKey';

interface Login {
  username: string;
  password: string;
}

const registryTitle = 'The container registry';

/** As container runtimes ask, so that an index is not turned into something else. */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * A credential and the repository of a registry that it is tried on.
 *
 * @public
 */
export interface RegistryTrial {
  registryUrl: string;
  /** `acme/payments` */
  repository: string;
  credential: Login;
  signal?: AbortSignal;
}

/**
 * Whether a credential may pull an image, asked of the registry itself: its challenge, the token
 * service that this names, then the repository. True also while nothing has been pushed yet.
 *
 * @public
 */
export async function canPull(trial: RegistryTrial): Promise<boolean> {
  const { registryUrl, repository, signal } = trial;
  const authorization = await authorizationFor(trial);
  if (authorization === undefined) {
    return false;
  }
  const tags = await ask(`${registryUrl}/v2/${repository}/tags/list`, {
    what: registryTitle,
    authorization,
    signal,
  });
  if (refused(tags)) {
    return false;
  }
  if (tags.status !== 404) {
    assertAnswered(tags, registryTitle);
  }
  return true;
}

/**
 * Whether an image is in a registry, by its tag or digest, as a node with the credential sees it;
 * undefined when the credential is refused.
 *
 * @public
 */
export async function hasImage(
  trial: RegistryTrial & { reference: string },
): Promise<boolean | undefined> {
  const { registryUrl, repository, reference, signal } = trial;
  const authorization = await authorizationFor(trial);
  if (authorization === undefined) {
    return undefined;
  }
  const manifest = await ask(
    `${registryUrl}/v2/${repository}/manifests/${reference}`,
    { what: registryTitle, authorization, accept: manifestTypes, signal },
  );
  await manifest.body?.cancel();
  if (refused(manifest)) {
    return undefined;
  }
  if (manifest.status === 404) {
    return false;
  }
  assertAnswered(manifest, registryTitle);
  return true;
}

/** With what a registry lets a credential pull; undefined when it is refused. */
async function authorizationFor({
  registryUrl,
  repository,
  credential,
  signal,
}: RegistryTrial): Promise<string | undefined> {
  const ping = await ask(`${registryUrl}/v2/`, { what: registryTitle, signal });
  const challenge = parseChallenge(ping.headers.get('www-authenticate'));
  if (!challenge) {
    return basic(credential);
  }
  const url = new URL(challenge.realm);
  url.searchParams.set('scope', `repository:${repository}:pull`);
  if (challenge.service) {
    url.searchParams.set('service', challenge.service);
  }
  const answer = await ask(url.toString(), {
    what: 'The token service of the container registry',
    authorization: basic(credential),
    signal,
  });
  if (refused(answer)) {
    return undefined;
  }
  assertAnswered(answer, registryTitle);
  return `Bearer ${tokenIn(await answer.json())}`;
}

/**
 * A credential and the repository that it is tried on.
 *
 * @public
 */
export interface RepositoryTrial {
  /** The clone URL, over HTTP for a password and over SSH for a key. */
  url: string;
  credential: CredentialValue;
  signal?: AbortSignal;
}

/**
 * Whether a credential may fetch a repository, asked as git does.
 *
 * @public
 */
export async function canFetch(trial: RepositoryTrial): Promise<boolean> {
  return may('git-upload-pack', trial);
}

/**
 * Whether a credential may push to a repository, asked as git does before it sends anything. The rules
 * of a branch are not asked.
 *
 * @public
 */
export async function canPush(trial: RepositoryTrial): Promise<boolean> {
  return may('git-receive-pack', trial);
}

async function may(
  service: GitService,
  { url, credential, signal }: RepositoryTrial,
): Promise<boolean> {
  const overHttp = /^https?:/i.test(url);
  switch (credential.kind) {
    case 'password':
      return overHttp && mayOverHttp({ service, url, credential, signal });
    case 'ssh-key':
      return (
        !overHttp &&
        mayOverSsh({
          service,
          url,
          privateKey: credential.privateKey,
          signal,
        })
      );
    default:
      throw new TypeError(`Not a credential: ${credential satisfies never}`);
  }
}

async function mayOverHttp(options: {
  service: GitService;
  url: string;
  credential: Login;
  signal?: AbortSignal;
}): Promise<boolean> {
  const answer = await ask(
    `${options.url.replace(/\/$/, '')}/info/refs?service=${options.service}`,
    {
      what: 'The repository',
      authorization: basic(options.credential),
      signal: options.signal,
    },
  );
  // To who may not see it, a forge says that there is no such repository.
  if (refused(answer) || answer.status === 404) {
    return false;
  }
  assertAnswered(answer, 'The repository');
  return true;
}

function refused(answer: Response): boolean {
  return answer.status === 401 || answer.status === 403;
}

function assertAnswered(answer: Response, what: string): void {
  if (!answer.ok) {
    throw new ServiceUnavailableError(
      `${what} answered ${answer.status} when a credential was tried; try again when it is well`,
    );
  }
}

/**
 * Where a registry sends for a token, from the header of its refusal.
 *
 * @public
 */
export function parseChallenge(
  header: string | null,
): { realm: string; service?: string } | undefined {
  if (!header || !/^bearer\s/i.test(header)) {
    return undefined;
  }
  const parts = Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [
      key.toLowerCase(),
      value,
    ]),
  );
  return parts.realm
    ? { realm: parts.realm, service: parts.service }
    : undefined;
}

function tokenIn(body: unknown): string {
  const { token, access_token } = body as Record<string, unknown>;
  return String(token ?? access_token ?? '');
}
