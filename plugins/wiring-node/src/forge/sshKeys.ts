import { createHash } from 'node:crypto';
import { utils } from 'ssh2';

/**
 * A pair of keys for git over SSH.
 *
 * @public
 */
export interface SshKeyPair {
  /** As OpenSSH writes it. */
  privateKey: string;
  /** `ssh-ed25519 AAAA… comment` */
  publicKey: string;
  /** `SHA256:…`, by which a forge and a Secret are told to hold the same. */
  fingerprint: string;
}

/**
 * A new pair of ed25519 keys. Of the pairs that ssh2 1.17 makes, about three in a thousand cannot be
 * read, not even by itself: those are not handed out.
 *
 * @public
 */
export function newKeyPair(comment: string): SshKeyPair {
  for (;;) {
    const { private: privateKey, public: publicKey } =
      utils.generateKeyPairSync('ed25519', { comment });
    const fingerprint = publicKeyFingerprint(publicKey)!;
    if (privateKeyFingerprint(privateKey) === fingerprint) {
      return { privateKey, publicKey, fingerprint };
    }
  }
}

/**
 * Undefined for a text that is no public key.
 *
 * @public
 */
export function publicKeyFingerprint(publicKey: string): string | undefined {
  const data = publicKey.trim().split(/\s+/)[1];
  return data === undefined
    ? undefined
    : fingerprintOf(Buffer.from(data, 'base64'));
}

/**
 * Undefined for a text that is no private key.
 *
 * @public
 */
export function privateKeyFingerprint(privateKey: string): string | undefined {
  const parsed = utils.parseKey(privateKey);
  return parsed instanceof Error
    ? undefined
    : fingerprintOf(parsed.getPublicSSH());
}

function fingerprintOf(data: Buffer): string {
  const hash = createHash('sha256').update(data).digest('base64');
  return `SHA256:${hash.replace(/=+$/, '')}`;
}
