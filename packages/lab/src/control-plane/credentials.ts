import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { portalUser } from './portalAccess.ts';

export interface LabCredentials {
  adminToken: string;
  portalToken: string;
}

/**
 * Makes the keys of a new cluster, and the tokens of its administrator and of the portal, which come
 * back.
 */
export async function writeCredentials(
  folder: string,
  given: { portalToken?: string } = {},
): Promise<LabCredentials> {
  const keys = join(folder, 'keys');
  await mkdir(keys, { recursive: true, mode: 0o700 });

  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await writeFile(join(keys, 'service-account.pub'), publicKey);
  await writeFile(join(keys, 'service-account.key'), privateKey, {
    mode: 0o600,
  });

  const random = () => randomBytes(24).toString('base64url');
  const adminToken = random();
  const portalToken = given.portalToken ?? random();
  await writeFile(
    join(keys, 'tokens.csv'),
    `${adminToken},admin,admin,system:masters\n${portalToken},${portalUser},portal,system:serviceaccounts\n`,
    { mode: 0o600 },
  );
  return { adminToken, portalToken };
}

/** The kubeconfig of the administrator. */
export async function writeKubeconfig(options: {
  file: string;
  name: string;
  port: number;
  token: string;
}): Promise<void> {
  const { file, name, port, token } = options;
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      {
        name,
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'insecure-skip-tls-verify': true,
        },
      },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name, context: { cluster: name, user: 'admin' } }],
  };
  // Kubernetes reads JSON where it reads YAML.
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, {
    mode: 0o600,
  });
}
