import { InputError } from '@backstage/errors';

/** @public */
export interface ImageReference {
  /** The registry with its port; `docker.io` when the text names none. */
  registry: string;
  /** Such as `acme/payments`. */
  repository: string;
  tag?: string;
  digest?: string;
}

const repositoryPattern =
  /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestPattern = /^sha256:[a-f0-9]{64}$/;

/**
 * Reads an image reference as container runtimes do.
 *
 * @public
 */
export function parseImageReference(text: string): ImageReference {
  const [named, digest, ...more] = text.split('@');
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost';
  const rest = hasRegistry ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  const tag = colon > rest.lastIndexOf('/') ? rest.slice(colon + 1) : undefined;
  const repository = tag === undefined ? rest : rest.slice(0, colon);

  if (
    more.length > 0 ||
    !repositoryPattern.test(repository) ||
    (tag !== undefined && !tagPattern.test(tag)) ||
    (digest !== undefined && !digestPattern.test(digest))
  ) {
    throw new InputError(
      `"${text}" is not an image reference; one is registry/group/name:tag, in lower case`,
    );
  }
  return {
    registry: hasRegistry ? first : 'docker.io',
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** @public */
export function formatImageReference(image: ImageReference): string {
  const tag = image.tag === undefined ? '' : `:${image.tag}`;
  const digest = image.digest === undefined ? '' : `@${image.digest}`;
  return `${image.registry}/${image.repository}${tag}${digest}`;
}
