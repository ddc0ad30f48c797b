import { isDigest, isRepositoryName, isTag } from './digests.ts';

export interface ImageReference {
  /** `127.0.0.1:8929`; undefined for an image of the default registry, such as `nginx`. */
  host: string | undefined;
  repository: string;
  tag: string | undefined;
  digest: string | undefined;
}

/**
 * Reads `127.0.0.1:8929/acme/payments:1a2b3c4d-7` as a container engine does: the first part is a
 * host when it has a dot or a colon or is `localhost`. Undefined when it isn't a reference.
 */
export function parseImageReference(image: string): ImageReference | undefined {
  const [named, digest, ...rest] = image.split('@');
  if (
    !named ||
    rest.length > 0 ||
    (digest !== undefined && !isDigest(digest))
  ) {
    return undefined;
  }
  const slash = named.indexOf('/');
  const first = slash > 0 ? named.slice(0, slash) : '';
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const path = isHost ? named.slice(slash + 1) : named;
  const colon = path.lastIndexOf(':');
  const repository = colon >= 0 ? path.slice(0, colon) : path;
  const tag = colon >= 0 ? path.slice(colon + 1) : undefined;
  if (!isRepositoryName(repository) || (tag !== undefined && !isTag(tag))) {
    return undefined;
  }
  return {
    host: isHost ? first : undefined,
    repository,
    tag: tag ?? (digest ? undefined : 'latest'),
    digest,
  };
}
