import { CredentialValue, privateKeyFingerprint } from '../../forge';

/**
 * How the forge tells which of its credentials a place holds: a user name, or a key's fingerprint.
 *
 * @public
 */
export function identityOf(value: CredentialValue): string | undefined {
  switch (value.kind) {
    case 'password':
      return value.username;
    case 'ssh-key':
      return privateKeyFingerprint(value.privateKey);
    default:
      throw new TypeError(`Not a credential: ${value satisfies never}`);
  }
}
