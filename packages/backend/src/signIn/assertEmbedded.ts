import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const loopback = ['127.0.0.1', '::1', 'localhost'];

/**
 * Refuses a sign-in without passwords on a portal that others can reach.
 *
 * @throws InputError when the portal listens on more than this machine's loopback.
 */
export function assertEmbedded(config: Config): void {
  const host = config.getOptionalString('backend.listen.host');
  if (!host || !loopback.includes(host)) {
    throw new InputError(
      `The role sign-in (auth.providers.developer, .viewer, .platform-owner) lets anyone in without a password, and backend.listen.host is ${
        host ? `'${host}'` : 'not set'
      }: set it to 127.0.0.1, or remove these providers and configure your own`,
    );
  }
}
