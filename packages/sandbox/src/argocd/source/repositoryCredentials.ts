import type { StoredObject } from '../../world/seams.ts';

/** What opens a repository. Never logged, never part of an error. */
export interface RepositoryCredentials {
  username?: string;
  password?: string;
  bearerToken?: string;
  sshPrivateKey?: string;
  /** The host's key is not compared with the known hosts. */
  insecure?: boolean;
  /** `ssh_known_hosts` of `argocd-ssh-known-hosts-cm`. */
  knownHosts?: string;
}

function field(secret: StoredObject, key: string): string {
  const value = secret.data?.[key] ?? '';
  return Buffer.from(value, 'base64').toString('utf8');
}

/** Two addresses of one repository: case, `.git` and slashes at the end make no difference. */
export function normalizeUrl(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/:443(?=\/|$)/, '');
}

/** What a template begins with keeps its slash, without which it would fit the neighbours too. */
function normalizePrefix(url: string): string {
  return `${normalizeUrl(url)}${/\/$/.test(url.trim()) ? '/' : ''}`;
}

function read(secret: StoredObject): RepositoryCredentials | undefined {
  const username = field(secret, 'username');
  const password = field(secret, 'password');
  const bearerToken = field(secret, 'bearerToken');
  const sshPrivateKey = field(secret, 'sshPrivateKey');
  if (!username && !password && !bearerToken && !sshPrivateKey) {
    return undefined;
  }
  const insecure =
    field(secret, 'insecure') === 'true' ||
    field(secret, 'insecureIgnoreHostKey') === 'true';
  return {
    ...(sshPrivateKey ? { sshPrivateKey } : {}),
    ...(insecure ? { insecure } : {}),
    ...(username || password ? { username, password } : {}),
    ...(bearerToken ? { bearerToken } : {}),
  };
}

function ofType(secrets: StoredObject[], type: string): StoredObject[] {
  return secrets.filter(
    secret =>
      secret.metadata.labels?.['argocd.argoproj.io/secret-type'] === type,
  );
}

/**
 * The credentials that Argo CD would use: those of the repository in the Application's project,
 * else of the repository without a project, else of the longest template that the address begins
 * with.
 */
export function findCredentials(
  secrets: StoredObject[],
  url: string,
  project: string,
): RepositoryCredentials | undefined {
  const wanted = normalizeUrl(url);
  const repositories = ofType(secrets, 'repository').filter(
    secret => normalizeUrl(field(secret, 'url')) === wanted,
  );
  const repository =
    repositories.find(secret => field(secret, 'project') === project) ??
    repositories.find(secret => field(secret, 'project') === '');
  const own = repository && read(repository);
  if (own) {
    return own;
  }
  const [template] = ofType(secrets, 'repo-creds')
    .filter(secret => {
      const prefix = normalizePrefix(field(secret, 'url'));
      return prefix !== '' && wanted.startsWith(prefix);
    })
    .sort((a, b) => field(b, 'url').length - field(a, 'url').length);
  return template && read(template);
}

/** The host keys that Argo CD knows. */
export function readKnownHosts(configMaps: StoredObject[]): string {
  const found = configMaps.find(
    each => each.metadata.name === 'argocd-ssh-known-hosts-cm',
  );
  return found?.data?.ssh_known_hosts ?? '';
}

/** The value of an Authorization header. */
export function authorization(
  credentials: RepositoryCredentials | undefined,
): string | undefined {
  if (credentials?.bearerToken) {
    return `Bearer ${credentials.bearerToken}`;
  }
  const { username = '', password = '' } = credentials ?? {};
  if (!username && !password) {
    return undefined;
  }
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
