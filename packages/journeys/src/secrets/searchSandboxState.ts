import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSecrets, type Hit, type Secrets } from './search.ts';

type Record_ = { [key: string]: unknown };

/** Searches the records of the sandbox one by one, without the values that have to be there. */
export async function searchSandboxState(
  folder: string,
  secrets: Secrets,
): Promise<{ records: number; hits: Hit[] }> {
  const hits: Hit[] = [];
  let records = 0;
  for (const name of await readdir(folder)) {
    const collection = JSON.parse(await readFile(join(folder, name), 'utf8'));
    for (const record of collection.records as Record_[]) {
      records += 1;
      hits.push(
        ...findSecrets(
          `${name} ${String(record.id)}`,
          JSON.stringify(withoutValues(name, record)),
          secrets,
        ),
      );
    }
  }
  return { records, hits };
}

/** A record without what a forge and a cluster keep a credential in. */
function withoutValues(collection: string, record: Record_): Record_ {
  if (/variables/.test(collection)) {
    return { ...record, value: undefined };
  }
  if (/hooks/.test(collection)) {
    return { ...record, token: undefined };
  }
  const object = record.object as Record_ | undefined;
  if (object?.kind === 'Secret') {
    return { ...record, object: { ...object, data: undefined } };
  }
  return record;
}
