import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secrets } from './search.ts';

type Record_ = { [key: string]: any };

const pem =
  /-----BEGIN OPENSSH PRIVATE KEY-----\s([\s\S]+?)\s-----END OPENSSH PRIVATE KEY-----/g;

/**
 * In the form in which OpenSSH keeps an Ed25519 key, what is secret stands in the fourth line,
 * whether lines have 64 characters or 70: the ones before hold the public half, which may be read.
 */
const SECRET_LINE = 3;

/**
 * The private keys that the sandbox's GitHub and clusters hold, each by the line of it that is
 * secret: no canary can be put into a key, so the key itself is what is searched for.
 */
export async function findPrivateKeys(folder: string): Promise<Secrets> {
  const secrets: Secrets = {};
  const take = (place: string, text: string) => {
    for (const line of secretLines(text)) {
      secrets[`private key of ${place}`] = line;
    }
  };
  for (const { projectId, name, value } of await readRecords(
    folder,
    'github-actions-secrets',
  )) {
    take(`secret ${name} of repository ${projectId}`, value);
  }
  for (const cluster of ['cluster-sandbox', 'cluster-sandbox-2']) {
    for (const { object } of await readRecords(folder, cluster)) {
      if (object?.kind === 'Secret') {
        const { namespace, name } = object.metadata;
        for (const data of Object.values<string>(object.data ?? {})) {
          const text = Buffer.from(data, 'base64').toString('utf8');
          take(`Secret ${namespace}/${name} of ${cluster}`, text);
        }
      }
    }
  }
  return secrets;
}

/** Of each private key in a text, the line that makes it one. */
export function secretLines(text: string): string[] {
  return [...text.matchAll(pem)].map(([, body]) => {
    const line = body.split('\n')[SECRET_LINE]?.trim();
    if (line === undefined || line.length < 64) {
      throw new Error('A private key is not in the form that is looked for.');
    }
    return line;
  });
}

/** Of a collection; one that nothing was ever put into has no file. */
async function readRecords(folder: string, name: string): Promise<Record_[]> {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) {
    return [];
  }
  return JSON.parse(await readFile(file, 'utf8')).records;
}
