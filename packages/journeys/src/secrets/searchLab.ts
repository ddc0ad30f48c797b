import { join } from 'node:path';
import type { Lab } from '../../../lab/src/index.ts';
import { findSecrets, searchFolder, type Hit, type Secrets } from './search.ts';

interface Kind {
  name: string;
  verbs: string[];
}

/**
 * Searches every object of a lab's cluster, as its administrator reads them, and what its programs
 * have logged. The data of Secrets is where credentials have to be: what is found there is told as
 * kept.
 */
export async function searchLab(
  lab: Lab,
  secrets: Secrets,
): Promise<{ objects: number; files: number; hits: Hit[]; kept: Hit[] }> {
  const logs = await searchFolder(join(lab.folder, 'logs'), secrets);
  const hits = [...logs.hits];
  const kept: Hit[] = [];
  let objects = 0;
  for (const path of await listCollections(lab)) {
    const { items = [] } = await get(lab, path);
    for (const item of items) {
      objects += 1;
      const place = `${path} ${item.metadata.namespace ?? ''}/${
        item.metadata.name
      }`;
      const isSecret = path === '/api/v1/secrets';
      hits.push(
        ...findSecrets(
          place,
          JSON.stringify(isSecret ? { ...item, data: undefined } : item),
          secrets,
        ),
      );
      if (isSecret) {
        kept.push(...findSecrets(place, decoded(item.data), secrets));
      }
    }
  }
  return { objects, files: logs.files, hits, kept };
}

async function listCollections(lab: Lab): Promise<string[]> {
  const { groups } = await get(lab, '/apis');
  const roots = [
    '/api/v1',
    ...groups.map(
      (group: any) => `/apis/${group.preferredVersion.groupVersion}`,
    ),
  ];
  const paths: string[] = [];
  for (const root of roots) {
    const { resources = [] } = await get(lab, root);
    paths.push(
      ...(resources as Kind[])
        .filter(({ name, verbs }) => verbs.includes('list') && !/\//.test(name))
        .map(({ name }) => `${root}/${name}`),
    );
  }
  return paths;
}

async function get(lab: Lab, path: string): Promise<any> {
  const { status, body } = await lab.api.send('GET', path);
  // Metrics can only be listed of one namespace.
  return status === 200 ? JSON.parse(body) : {};
}

function decoded(data: Record<string, string> = {}): string {
  return Object.values(data)
    .map(value => Buffer.from(value, 'base64').toString('utf8'))
    .join('\n');
}
