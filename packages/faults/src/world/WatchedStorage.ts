import {
  type Collection,
  MemoryStorage,
  type Storage,
} from '../../../sandbox/src/world/Storage.ts';

export interface StoredRecord {
  id: number | string;
  [field: string]: unknown;
}

/** The sandbox's memory, which can be looked into. */
export class WatchedStorage implements Storage {
  readonly #memory = new MemoryStorage();
  readonly #names = new Set<string>();

  collection<T extends { id: number | string }>(name: string): Collection<T> {
    this.#names.add(name);
    return this.#memory.collection<T>(name);
  }

  async flush(): Promise<void> {}

  names(): string[] {
    return [...this.#names].sort();
  }

  /** The records of a collection that fit. */
  find(
    name: string,
    fits: (record: StoredRecord) => boolean = () => true,
  ): StoredRecord[] {
    return this.#memory.collection<StoredRecord>(name).filter(fits);
  }
}
