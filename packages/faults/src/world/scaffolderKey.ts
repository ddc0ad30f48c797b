import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';

const keyId = 'faults';

/**
 * A key with which the portal's plugins know each other, so that a worker can be the scaffolder to
 * them, and the config that has the portal take it.
 */
export async function writeScaffolderKey(folder: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const privateKeyFile = join(folder, 'scaffolder.pem');
  const publicKeyFile = join(folder, 'scaffolder.pub.pem');
  await writeFile(privateKeyFile, privateKey, { mode: 0o600 });
  await writeFile(publicKeyFile, publicKey);
  const config = join(folder, 'app-config.faults.yaml');
  await writeFile(
    config,
    stringify({
      backend: {
        auth: {
          pluginKeyStore: {
            type: 'static',
            static: { keys: [{ publicKeyFile, privateKeyFile, keyId }] },
          },
        },
      },
    }),
  );
  return { config, token: () => tokenOf(privateKey) };
}

/** What the scaffolder shows to the delivery backend. */
function tokenOf(privateKey: string): string {
  const seconds = Math.floor(Date.now() / 1000);
  const parts = [
    { typ: 'vnd.backstage.plugin', alg: 'ES256', kid: keyId },
    { sub: 'scaffolder', aud: 'delivery', iat: seconds, exp: seconds + 3600 },
  ].map(part => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signature = sign('sha256', Buffer.from(parts.join('.')), {
    key: createPrivateKey(privateKey),
    dsaEncoding: 'ieee-p1363',
  });
  return [...parts, signature.toString('base64url')].join('.');
}
