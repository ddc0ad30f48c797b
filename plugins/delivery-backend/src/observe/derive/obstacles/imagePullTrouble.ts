import { say } from '../common/say';
import { Finding, finding } from './Finding';

interface ImagePullOptions {
  object: string;
  label: string;
  namespace: string;
  repository: string;
}

const causes: Array<{
  cause: 'imageDenied' | 'imageNotFound' | 'registryUnreachable';
  pattern: RegExp;
}> = [
  {
    cause: 'imageDenied',
    pattern:
      /401|403|unauthorized|authentication required|access denied|denied:|no basic auth|failed to authorize|authorization failed/i,
  },
  {
    cause: 'imageNotFound',
    pattern: /not found|manifest unknown|404|name unknown|does not exist/i,
  },
  {
    cause: 'registryUnreachable',
    pattern:
      /no such host|connection refused|i\/o timeout|dial tcp|network is unreachable|x509|http: server gave HTTP response|deadline exceeded|EOF/i,
  },
];

/**
 * Why an image cannot be pulled, out of the kubelet's words. They come with one of the attempts
 * and may be missing from the next status, which only says that it backs off.
 */
export function imagePullTrouble(
  message: string | undefined,
  { object, label: image, namespace, repository }: ImagePullOptions,
): Finding {
  const cause = causes.find(it => it.pattern.test(message ?? ''))?.cause;
  const common = { code: 'ImagePullBackOff', object, detail: message };
  switch (cause) {
    case 'imageDenied':
      return finding({
        ...common,
        what: say('obstacle.imageDenied.what', { image, namespace }),
        next: say('obstacle.imageDenied.next', { namespace }),
      });
    case 'imageNotFound':
      return finding({
        ...common,
        what: say('obstacle.imageNotFound.what', { image, repository }),
        next: say('obstacle.imageNotFound.next'),
      });
    case 'registryUnreachable':
      return finding({
        ...common,
        what: say('obstacle.registryUnreachable.what', { image, repository }),
        next: say('obstacle.registryUnreachable.next'),
      });
    case undefined:
      return finding({
        ...common,
        what: say('obstacle.imagePull.what', { image, repository }),
        next: say('obstacle.imagePull.next', { namespace }),
        isVague: true,
      });
    default:
      throw unknownCause(cause);
  }
}

function unknownCause(cause: never): Error {
  return new Error(`Unknown cause of a failed pull: ${cause}`);
}
