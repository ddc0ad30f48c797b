import { generateKeyPairSync } from 'node:crypto';

/** A new key of a GitHub App, as GitHub gives it out once. */
export function newAppKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
}
