import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSecrets, type Hit, type Secrets } from './search.ts';

type Record_ = { [key: string]: unknown };

/**
 * Searches the records of the sandbox one by one, without the values that have to be there. Where
 * those hold a secret is told as well, to show that what is searched for was there to be found.
 */
export async function searchSandboxState(
  folder: string,
  secrets: Secrets,
): Promise<{ records: number; hits: Hit[]; kept: Hit[] }> {
  const hits: Hit[] = [];
  const kept: Hit[] = [];
  let records = 0;
  for (const name of await readdir(folder)) {
    const collection = JSON.parse(await readFile(join(folder, name), 'utf8'));
    for (const record of collection.records as Record_[]) {
      records += 1;
      const place = `${name} ${String(record.id)}`;
      const searched = JSON.stringify(withoutValues(name, record));
      hits.push(...findSecrets(place, searched, secrets));
      const whole = JSON.stringify(record);
      if (whole !== searched) {
        kept.push(...findSecrets(place, whole, secrets));
      }
    }
  }
  return { records, hits, kept };
}

/** A record without what a forge and a cluster keep a credential in. */
function withoutValues(collection: string, record: Record_): Record_ {
  // GitHub shows its variables to everybody who may see the repository, so those stay.
  if (/^(forge-variables|github-actions-secrets)\b/.test(collection)) {
    return { ...record, value: undefined };
  }
  if (/hooks/.test(collection)) {
    return { ...record, token: undefined, secret: undefined };
  }
  const object = record.object as Record_ | undefined;
  if (object?.kind === 'Secret') {
    return { ...record, object: { ...object, data: undefined } };
  }
  return record;
}
