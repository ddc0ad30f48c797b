import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes the keys and the administrator's token of a new cluster; the token comes back. */
export async function writeCredentials(folder: string): Promise<string> {
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

  const token = randomBytes(24).toString('base64url');
  await writeFile(
    join(keys, 'tokens.csv'),
    `${token},admin,admin,system:masters\n`,
    { mode: 0o600 },
  );
  return token;
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
