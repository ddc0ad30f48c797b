import { InputError } from '@backstage/errors';
import { Forge } from '../../forge';

/**
 * What the addresses of all repositories of a group begin with: over HTTP for a password, over SSH for
 * a key, as a forge writes them.
 *
 * @public
 */
export function templatePrefix(
  forge: Pick<Forge, 'repositories'>,
  group: string,
  over: 'http' | 'ssh',
): string {
  const { cloneUrl, sshUrl } = forge.repositories.urls(`${group}/x`);
  const url = over === 'ssh' ? sshUrl : cloneUrl;
  if (!url) {
    throw new InputError(
      'The forge says nothing of its address over SSH; name the prefix, such as git@forge.example.com:acme/',
    );
  }
  return url.replace(/x(\.git)?$/, '');
}

/**
 * Refuses a prefix that would fit more than it says.
 *
 * @public
 */
export function assertPrefix(prefix: string): void {
  if (!prefix.endsWith('/')) {
    throw new InputError(
      `The prefix ${prefix} ends without a slash, so that it would fit its neighbours too: ` +
        `${prefix}-other as well as ${prefix}/payments; write ${prefix}/`,
    );
  }
  if (/^[a-z]+:\/\/[^/]*:[^/]*@/.test(prefix)) {
    throw new InputError(
      'The prefix of a credential template holds no password',
    );
  }
}
