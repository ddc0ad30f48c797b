import { readRepositorySecret } from '@slipway/plugin-gitops-common';
import { CredentialValue } from '../../forge';

/**
 * The credential in Argo CD's repository Secret; undefined when it holds none.
 *
 * @public
 */
export function repositorySecretValue(
  secret: unknown,
): CredentialValue | undefined {
  const held = readRepositorySecret(secret);
  if (!held) {
    return undefined;
  }
  return 'sshPrivateKey' in held
    ? { kind: 'ssh-key', privateKey: held.sshPrivateKey }
    : { kind: 'password', username: held.username, password: held.password };
}
