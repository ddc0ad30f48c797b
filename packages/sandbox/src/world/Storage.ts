import { mkdir, rename, writeFile } from 'node:fs/promises';
import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the sandbox remembers: named collections of records, kept in memory and, when there is a
 * folder, written to one JSON file each, whole and atomically.
 */
export interface Storage {
  collection<T extends { id: number | string }>(name: string): Collection<T>;
  /** Resolves when everything is on disk. */
  flush(): Promise<void>;
}

/** Records by id, in the order in which they came. What goes in and comes out is a copy. */
export class Collection<T extends { id: number | string }> {
  #records = new Map<number | string, T>();
  #lastId = 0;
  #onChange: () => void;

  constructor(records: T[], lastId: number, onChange: () => void) {
    for (const record of records) {
      this.#records.set(record.id, record);
    }
    this.#lastId = lastId;
    this.#onChange = onChange;
  }

  /** A number that no record of this collection has had. */
  nextId(): number {
    this.#lastId += 1;
    this.#onChange();
    return this.#lastId;
  }

  get(id: T['id']): T | undefined {
    const record = this.#records.get(id);
    return record && structuredClone(record);
  }

  all(): T[] {
    return [...this.#records.values()].map(record => structuredClone(record));
  }

  filter(predicate: (record: T) => boolean): T[] {
    return [...this.#records.values()]
      .filter(predicate)
      .map(record => structuredClone(record));
  }

  find(predicate: (record: T) => boolean): T | undefined {
    for (const record of this.#records.values()) {
      if (predicate(record)) {
        return structuredClone(record);
      }
    }
    return undefined;
  }

  put(record: T): T {
    this.#records.set(record.id, structuredClone(record));
    this.#onChange();
    return record;
  }

  delete(id: T['id']): boolean {
    const existed = this.#records.delete(id);
    if (existed) {
      this.#onChange();
    }
    return existed;
  }

  snapshot(): { lastId: number; records: T[] } {
    return { lastId: this.#lastId, records: [...this.#records.values()] };
  }
}

/** Forgets everything when the process ends. */
export class MemoryStorage implements Storage {
  #collections = new Map<string, Collection<any>>();

  collection<T extends { id: number | string }>(name: string): Collection<T> {
    let collection = this.#collections.get(name);
    if (!collection) {
      collection = new Collection<T>([], 0, () => {});
      this.#collections.set(name, collection);
    }
    return collection;
  }

  async flush(): Promise<void> {}
}

/** Keeps everything in a folder. */
export class FolderStorage implements Storage {
  #folder: string;
  #collections = new Map<string, Collection<any>>();
  #dirty = new Set<string>();
  #writing: Promise<void> = Promise.resolve();
  #scheduled = false;
  #onError: (error: Error) => void;

  constructor(folder: string, onError: (error: Error) => void) {
    this.#folder = folder;
    this.#onError = onError;
  }

  collection<T extends { id: number | string }>(name: string): Collection<T> {
    let collection = this.#collections.get(name);
    if (!collection) {
      const file = this.#file(name);
      const saved: { lastId: number; records: T[] } = existsSync(file)
        ? JSON.parse(readFileSync(file, 'utf8'))
        : { lastId: 0, records: [] };
      collection = new Collection<T>(saved.records, saved.lastId, () =>
        this.#markDirty(name),
      );
      this.#collections.set(name, collection);
    }
    return collection;
  }

  async flush(): Promise<void> {
    do {
      this.#writing = this.#writing.then(() => this.#writeDirty());
      await this.#writing;
    } while (this.#dirty.size > 0);
  }

  #file(name: string): string {
    return join(this.#folder, `${name}.json`);
  }

  #markDirty(name: string): void {
    this.#dirty.add(name);
    if (!this.#scheduled) {
      this.#scheduled = true;
      setTimeout(() => {
        this.#scheduled = false;
        this.flush().catch(this.#onError);
      }, 200).unref();
    }
  }

  async #writeDirty(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    for (const name of [...this.#dirty]) {
      this.#dirty.delete(name);
      const text = JSON.stringify(this.#collections.get(name)!.snapshot());
      const file = this.#file(name);
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
    }
  }
}
