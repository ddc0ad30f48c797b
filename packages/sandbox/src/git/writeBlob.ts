import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

const pack = promisify(deflate);

/**
 * Writes a loose blob as git does. A launch commits dozens of files at once, and a git process for
 * each of them would be most of the time that it takes.
 */
export async function writeBlob(
  repository: { folder: string },
  content: Buffer,
): Promise<string> {
  const object = Buffer.concat([
    Buffer.from(`blob ${content.length}\0`),
    content,
  ]);
  const id = createHash('sha1').update(object).digest('hex');
  const folder = join(repository.folder, 'objects', id.slice(0, 2));
  const file = join(folder, id.slice(2));
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `tmp_obj_${randomUUID()}`);
    await writeFile(temporary, await pack(object), { mode: 0o444 });
    await rename(temporary, file);
  }
  return id;
}
