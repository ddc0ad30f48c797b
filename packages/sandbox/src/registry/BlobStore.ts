import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import {
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from './digests.ts';

/**
 * The bytes, by their digest. Without a folder they are kept in a temporary one, which goes when
 * the store is closed.
 */
export class BlobStore {
  #folder: string | undefined;
  #temporary: string | undefined;
  #opened: Promise<string> | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  async put(bytes: Buffer): Promise<string> {
    const digest = digestOf(bytes);
    const path = await this.path(digest);
    const temporary = `${path}.${randomUUID()}`;
    await writeFile(temporary, bytes, { mode: 0o600 });
    await rename(temporary, path);
    return digest;
  }

  /** Takes over a file that was written elsewhere on the same disk. */
  async adopt(file: string): Promise<string> {
    const hash = createHash('sha256');
    for await (const part of createReadStream(file)) {
      hash.update(part);
    }
    const digest = `sha256:${hash.digest('hex')}`;
    await rename(file, await this.path(digest));
    return digest;
  }

  async size(digest: string): Promise<number | undefined> {
    try {
      return (await stat(await this.path(digest))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw error;
    }
  }

  async read(digest: string): Promise<Buffer> {
    return readFile(await this.path(digest));
  }

  async stream(
    digest: string,
    part: { start?: number; end?: number } = {},
  ): Promise<ReadStream> {
    return createReadStream(await this.path(digest), part);
  }

  /** A file that does not exist yet, on the same disk as the blobs. */
  async uploadPath(id: string): Promise<string> {
    return join(await this.#open(), 'uploads', id);
  }

  async path(digest: string): Promise<string> {
    return join(await this.#open(), 'blobs', digest.replace(':', '-'));
  }

  async close(): Promise<void> {
    if (this.#temporary) {
      await rm(this.#temporary, { recursive: true, force: true });
      this.#temporary = undefined;
      this.#opened = undefined;
    }
  }

  #open(): Promise<string> {
    this.#opened ??= this.#create();
    return this.#opened;
  }

  async #create(): Promise<string> {
    let folder = this.#folder;
    if (!folder) {
      this.#temporary = await mkdtemp(join(tmpdir(), 'slipway-registry-'));
      folder = this.#temporary;
    }
    await mkdir(join(folder, 'blobs'), { recursive: true, mode: 0o700 });
    // An upload that was cut off by a stop can't be resumed: its client starts again.
    await rm(join(folder, 'uploads'), { recursive: true, force: true });
    await mkdir(join(folder, 'uploads'), { recursive: true, mode: 0o700 });
    return folder;
  }
}
