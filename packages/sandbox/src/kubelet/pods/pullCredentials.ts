import { isRecord } from '../../kubernetes/merge/isRecord.ts';
import type { StoredObject } from '../../world/seams.ts';

export interface Credentials {
  username: string;
  password: string;
}

/** The registry that an image is in: the first part when it looks like a host. */
export function registryOf(image: string): string {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
    ? first
    : 'docker.io';
}

function readEntry(entry: unknown): Credentials | undefined {
  if (!isRecord(entry)) {
    return undefined;
  }
  if (typeof entry.auth === 'string' && entry.auth !== '') {
    const decoded = Buffer.from(entry.auth, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    return colon < 0
      ? undefined
      : {
          username: decoded.slice(0, colon),
          password: decoded.slice(colon + 1),
        };
  }
  return typeof entry.username === 'string' &&
    typeof entry.password === 'string'
    ? { username: entry.username, password: entry.password }
    : undefined;
}

/** A key of the configuration may be a host, a URL, or a host with a part of the path. */
function isFor(key: string, image: string): boolean {
  const wanted = key.replace(/^https?:\/\//, '').replace(/\/(v[12]\/?)?$/, '');
  const full = `${registryOf(image)}/${
    registryOf(image) === 'docker.io'
      ? image
      : image.split('/').slice(1).join('/')
  }`;
  return (
    full === wanted ||
    full.startsWith(`${wanted}/`) ||
    (wanted === 'index.docker.io' && registryOf(image) === 'docker.io')
  );
}

/** What a pull secret has for an image; nothing when it is for other registries or unreadable. */
export function readPullCredentials(
  secret: StoredObject,
  image: string,
): Credentials[] {
  const encoded = secret.data?.['.dockerconfigjson'];
  if (typeof encoded !== 'string') {
    return [];
  }
  let config: unknown;
  try {
    config = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    // A real node ignores it too; admission refuses it in the first place.
    return [];
  }
  const auths = isRecord(config) && isRecord(config.auths) ? config.auths : {};
  return Object.entries(auths)
    .filter(([key]) => isFor(key, image))
    .map(([, entry]) => readEntry(entry))
    .filter(credentials => credentials !== undefined);
}
