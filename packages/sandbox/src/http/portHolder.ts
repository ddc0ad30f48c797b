import { readdir, readFile, readlink } from 'node:fs/promises';

const listening = '0A';

/** Sockets that listen on a port, by inode, from the text of `/proc/net/tcp` or `tcp6`. */
export function parseListeningInodes(table: string, port: number): string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(/\s+/))
    .filter(
      fields =>
        fields.length > 9 &&
        fields[3] === listening &&
        fields[1].endsWith(`:${wanted}`),
    )
    .map(fields => fields[9]);
}

/** What a look into `/proc` that may be refused answers: nothing is known then. */
async function unlessRefused<T>(look: Promise<T>, otherwise: T): Promise<T> {
  return look.catch(() => otherwise);
}

/** Who listens on a port, such as `node src/main.ts (process 4711)`, where that can be found. */
export async function findPortHolder(
  port: number,
): Promise<string | undefined> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map(file =>
      unlessRefused(readFile(file, 'utf8'), ''),
    ),
  );
  const sockets = new Set(
    tables
      .flatMap(table => parseListeningInodes(table, port))
      .map(inode => `socket:[${inode}]`),
  );
  if (sockets.size === 0) {
    return undefined;
  }
  const processes = await unlessRefused(readdir('/proc'), []);
  for (const id of processes.filter(name => /^\d+$/.test(name))) {
    const descriptors = await unlessRefused(readdir(`/proc/${id}/fd`), []);
    for (const descriptor of descriptors) {
      const target = await unlessRefused(
        readlink(`/proc/${id}/fd/${descriptor}`),
        '',
      );
      if (sockets.has(target)) {
        const commandLine = await unlessRefused(
          readFile(`/proc/${id}/cmdline`, 'utf8'),
          '',
        );
        // Only the program's own words: arguments further on may hold a secret.
        const words = commandLine.split('\0').filter(Boolean).slice(0, 2);
        return `${words.join(' ') || 'a process'} (process ${id})`;
      }
    }
  }
  return undefined;
}
