import type { Clock } from '../world/Clock.ts';
import type { BlobStore } from './BlobStore.ts';
import { RegistryError } from './RegistryError.ts';
import { digestOf, isDigest, isRepositoryName, isTag } from './digests.ts';
import { readManifest } from './readManifest.ts';
import type {
  ManifestRecord,
  RegistryRecords,
  RepositoryRecord,
  TagRecord,
} from './registryRecords.ts';

/** What the registry holds. Who may see it is decided before anything here is called. */
export class RegistryContents {
  #records: RegistryRecords;
  #clock: Clock;
  readonly blobs: BlobStore;

  constructor(records: RegistryRecords, blobs: BlobStore, clock: Clock) {
    this.#records = records;
    this.blobs = blobs;
    this.#clock = clock;
  }

  repositories(): RepositoryRecord[] {
    return this.#records.repositories.all();
  }

  repository(name: string): RepositoryRecord | undefined {
    return this.#records.repositories.find(one => one.name === name);
  }

  tags(repository: string): TagRecord[] {
    return this.#records.tags
      .filter(tag => tag.repository === repository)
      .sort((a, b) => (a.tag < b.tag ? -1 : 1));
  }

  /** Every manifest of a repository, in the order in which they came. */
  manifests(repository: string): ManifestRecord[] {
    return this.#records.manifests.filter(
      manifest => manifest.repository === repository,
    );
  }

  /** Takes a repository away with all that is in it. */
  deleteRepository(name: string): void {
    for (const collection of [
      this.#records.tags,
      this.#records.manifests,
      this.#records.blobs,
    ]) {
      for (const { id } of collection.filter(one => one.repository === name)) {
        collection.delete(id);
      }
    }
    const known = this.repository(name);
    if (known) {
      this.#records.repositories.delete(known.id);
    }
  }

  /** By tag or by digest. */
  manifest(repository: string, reference: string): ManifestRecord | undefined {
    const digest = isDigest(reference)
      ? reference
      : this.#records.tags.get(`${repository}:${reference}`)?.digest;
    return digest
      ? this.#records.manifests.get(`${repository}@${digest}`)
      : undefined;
  }

  hasBlob(repository: string, digest: string): boolean {
    return this.#records.blobs.get(`${repository}@${digest}`) !== undefined;
  }

  async linkBlob(repository: string, digest: string): Promise<void> {
    const size = await this.blobs.size(digest);
    if (size === undefined) {
      throw new RegistryError('BLOB_UNKNOWN', { detail: { digest } });
    }
    this.#ensureRepository(repository);
    const id = `${repository}@${digest}`;
    this.#records.blobs.put({ id, repository, digest, size });
  }

  unlinkBlob(repository: string, digest: string): boolean {
    return this.#records.blobs.delete(`${repository}@${digest}`);
  }

  async putBlob(repository: string, bytes: Buffer): Promise<string> {
    const digest = await this.blobs.put(bytes);
    await this.linkBlob(repository, digest);
    return digest;
  }

  /** Stores the bytes as they came: the digest is that of the bytes, whatever they mean. */
  async putManifest(
    repository: string,
    reference: string,
    contentType: string | undefined,
    bytes: Buffer,
  ): Promise<string> {
    const digest = digestOf(bytes);
    if (isDigest(reference)) {
      if (reference !== digest) {
        throw new RegistryError('DIGEST_INVALID', { detail: reference });
      }
    } else if (!isTag(reference)) {
      throw new RegistryError('TAG_INVALID', { detail: reference });
    }
    const manifest = readManifest(bytes, contentType);
    const missing = [
      ...manifest.blobs.filter(blob => !this.hasBlob(repository, blob)),
      ...manifest.manifests.filter(child => !this.manifest(repository, child)),
    ];
    if (missing.length > 0) {
      throw new RegistryError('MANIFEST_BLOB_UNKNOWN', {
        detail: missing[0],
      });
    }
    await this.blobs.put(bytes);
    this.#ensureRepository(repository);
    const at = this.#clock.now().toISOString();
    this.#records.manifests.put({
      id: `${repository}@${digest}`,
      repository,
      digest,
      mediaType: manifest.mediaType,
      size: bytes.length,
      pushedAt: at,
    });
    if (!isDigest(reference)) {
      const id = `${repository}:${reference}`;
      const tag = { id, repository, tag: reference, digest, updatedAt: at };
      this.#records.tags.put(tag);
    }
    return digest;
  }

  /** By digest it takes the tags with it; by tag only the tag goes. */
  deleteManifest(repository: string, reference: string): boolean {
    if (!isDigest(reference)) {
      return this.#records.tags.delete(`${repository}:${reference}`);
    }
    for (const tag of this.tags(repository)) {
      if (tag.digest === reference) {
        this.#records.tags.delete(tag.id);
      }
    }
    return this.#records.manifests.delete(`${repository}@${reference}`);
  }

  #ensureRepository(name: string): void {
    if (!isRepositoryName(name)) {
      throw new RegistryError('NAME_INVALID', { detail: { name } });
    }
    if (!this.repository(name)) {
      this.#records.repositories.put({
        id: this.#records.repositories.nextId(),
        name,
        createdAt: this.#clock.now().toISOString(),
      });
    }
  }
}
