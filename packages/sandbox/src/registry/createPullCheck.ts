import type { RegistryAuthorizer } from '../world/seams.ts';
import type { RegistryContents } from './RegistryContents.ts';
import { parseImageReference } from './parseImageReference.ts';

export type PullAnswer =
  /** The image is there and these credentials may read it. */
  | 'ok'
  /** The credentials are wrong, missing, or not good for this repository. */
  | 'unauthorized'
  /** There is no such repository, tag or digest. */
  | 'not-found'
  /** The image is in another registry, which this one knows nothing about. */
  | 'unknown-host';

/** The registry answers under both names of the machine itself. */
function isThisHost(host: string | undefined, own: string): boolean {
  return host?.replace(/^localhost:/, '127.0.0.1:') === own;
}

/** Answers what a node would find that pulls an image with these credentials. */
export function createPullCheck(options: {
  contents: RegistryContents;
  authorizer: RegistryAuthorizer;
  host: () => string;
}) {
  return async (
    image: string,
    credentials?: { username: string; password: string },
  ): Promise<PullAnswer> => {
    const reference = parseImageReference(image);
    if (!reference) {
      return 'not-found';
    }
    if (!isThisHost(reference.host, options.host())) {
      return 'unknown-host';
    }
    const { repository, digest, tag } = reference;
    const actions = await options.authorizer.registryActions(
      credentials,
      repository,
    );
    if (!actions?.includes('pull')) {
      return 'unauthorized';
    }
    return options.contents.manifest(repository, digest ?? tag ?? 'latest')
      ? 'ok'
      : 'not-found';
  };
}
