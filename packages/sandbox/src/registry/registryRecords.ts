import type { Storage } from '../world/Storage.ts';

/** A repository comes into being with its first push. */
export interface RepositoryRecord {
  id: number;
  /** `acme/payments`, `acme/payments/cache` */
  name: string;
  createdAt: string;
}

export interface ManifestRecord {
  /** `<repository>@<digest>` */
  id: string;
  repository: string;
  digest: string;
  mediaType: string;
  size: number;
  pushedAt: string;
}

export interface TagRecord {
  /** `<repository>:<tag>` */
  id: string;
  repository: string;
  tag: string;
  digest: string;
  updatedAt: string;
}

/** That a repository has a blob; the bytes are shared by all repositories. */
export interface BlobLinkRecord {
  /** `<repository>@<digest>` */
  id: string;
  repository: string;
  digest: string;
  size: number;
}

export function openRegistryRecords(storage: Storage) {
  return {
    repositories: storage.collection<RepositoryRecord>('registry-repositories'),
    manifests: storage.collection<ManifestRecord>('registry-manifests'),
    tags: storage.collection<TagRecord>('registry-tags'),
    blobs: storage.collection<BlobLinkRecord>('registry-blobs'),
  };
}

export type RegistryRecords = ReturnType<typeof openRegistryRecords>;
