import { ServiceUnavailableError } from '@backstage/errors';
import { CredentialValue } from './Forge';
import { ask, basic } from './request';
import { canFetchOverSsh } from './trySshKey';

interface Login {
  username: string;
  password: string;
}

/**
 * Whether a credential may pull an image, asked of the registry itself: its challenge, the token
 * service that this names, then the repository. True also while nothing has been pushed yet.
 *
 * @public
 */
export async function canPull(options: {
  registryUrl: string;
  /** `acme/payments` */
  repository: string;
  credential: Login;
  signal?: AbortSignal;
}): Promise<boolean> {
  const { registryUrl, repository, credential, signal } = options;
  const what = 'The container registry';
  const ping = await ask(`${registryUrl}/v2/`, { what, signal });
  const challenge = parseChallenge(ping.headers.get('www-authenticate'));
  let authorization = basic(credential);
  if (challenge) {
    const url = new URL(challenge.realm);
    url.searchParams.set('scope', `repository:${repository}:pull`);
    if (challenge.service) {
      url.searchParams.set('service', challenge.service);
    }
    const answer = await ask(url.toString(), {
      what: 'The token service of the container registry',
      authorization,
      signal,
    });
    if (refused(answer)) {
      return false;
    }
    assertAnswered(answer, what);
    authorization = `Bearer ${tokenIn(await answer.json())}`;
  }
  const tags = await ask(`${registryUrl}/v2/${repository}/tags/list`, {
    what,
    authorization,
    signal,
  });
  if (refused(tags)) {
    return false;
  }
  if (tags.status !== 404) {
    assertAnswered(tags, what);
  }
  return true;
}

/**
 * Whether a credential may fetch a repository, asked as git does.
 *
 * @public
 */
export async function canFetch(options: {
  /** The clone URL, over HTTP for a password and over SSH for a key. */
  url: string;
  credential: CredentialValue;
  signal?: AbortSignal;
}): Promise<boolean> {
  const { url, credential, signal } = options;
  const overHttp = /^https?:/i.test(url);
  switch (credential.kind) {
    case 'password':
      return overHttp && canFetchOverHttp({ url, credential, signal });
    case 'ssh-key':
      return (
        !overHttp &&
        canFetchOverSsh({ url, privateKey: credential.privateKey, signal })
      );
    default:
      throw new TypeError(`Not a credential: ${credential satisfies never}`);
  }
}

async function canFetchOverHttp(options: {
  url: string;
  credential: Login;
  signal?: AbortSignal;
}): Promise<boolean> {
  const answer = await ask(
    `${options.url.replace(/\/$/, '')}/info/refs?service=git-upload-pack`,
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
