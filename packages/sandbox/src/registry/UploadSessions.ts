import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from './BlobStore.ts';
import { RegistryError } from './RegistryError.ts';

/** Blobs on their way in, each a file that grows with every part. */
export class UploadSessions {
  #blobs: BlobStore;
  /** Upload id → repository. */
  #open = new Map<string, string>();

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  async start(repository: string): Promise<string> {
    const id = randomUUID();
    this.#open.set(id, repository);
    await writeFile(await this.#path(id, repository), '', { mode: 0o600 });
    return id;
  }

  async offset(id: string, repository: string): Promise<number> {
    return (await stat(await this.#path(id, repository))).size;
  }

  /** Appends a part, which begins where the last ended when it says where it begins. */
  async append(
    id: string,
    repository: string,
    body: Readable,
    part: { range?: string; length?: number },
  ): Promise<number> {
    const path = await this.#path(id, repository);
    const offset = await this.offset(id, repository);
    const [, start, end] =
      /^(?:bytes )?(\d+)-(\d+)/.exec(part.range ?? '') ?? [];
    if (start !== undefined && part.length !== undefined) {
      const [from, to] = [Number(start), Number(end)];
      if (from > to || from !== offset) {
        throw new RegistryError('RANGE_INVALID');
      }
      if (part.length !== to - from + 1) {
        throw new RegistryError('SIZE_INVALID');
      }
    }
    await pipeline(body, createWriteStream(path, { flags: 'a' }));
    return this.offset(id, repository);
  }

  /** The upload becomes a blob, when it has the digest that was announced. */
  async finish(id: string, repository: string, digest: string): Promise<void> {
    const path = await this.#path(id, repository);
    this.#open.delete(id);
    const actual = await this.#blobs.adopt(path);
    if (actual !== digest) {
      throw new RegistryError('DIGEST_INVALID', { detail: { digest } });
    }
  }

  async cancel(id: string, repository: string): Promise<void> {
    await rm(await this.#path(id, repository), { force: true });
    this.#open.delete(id);
  }

  async #path(id: string, repository: string): Promise<string> {
    if (this.#open.get(id) !== repository) {
      throw new RegistryError('BLOB_UPLOAD_UNKNOWN');
    }
    return this.#blobs.uploadPath(id);
  }
}
