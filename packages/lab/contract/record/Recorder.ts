import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LabConnection } from '../support/LabConnection.ts';
import { trimObject } from '../../src/record/trimObject.ts';

/** Writes down what the controllers write, in the order in which a watch tells it. */
export class Recorder {
  #lines: object[] = [];
  #specs = new Map<string, string>();
  #started = Date.now();
  #ends: Array<() => void> = [];

  constructor(source: object) {
    this.#lines.push({ t: 0, type: 'SOURCE', ...source });
  }

  /** Follows a list; `isWanted` picks what belongs to the scenario. */
  async follow(
    lab: LabConnection,
    path: string,
    isWanted: (object: any) => boolean = () => true,
  ): Promise<void> {
    this.#ends.push(
      await lab.watch(path, ({ type, object }) => {
        if (!isWanted(object)) {
          return;
        }
        const { uid } = object.metadata;
        const trimmed = trimObject(object, this.#specs.get(uid));
        this.#specs.set(uid, JSON.stringify(object.spec));
        this.#lines.push({ t: this.#now(), type, object: trimmed });
      }),
    );
  }

  tellAction(what: string): void {
    this.#lines.push({ t: this.#now(), type: 'ACTION', what });
  }

  async save(file: string): Promise<number> {
    this.#ends.forEach(end => end());
    await mkdir(dirname(file), { recursive: true });
    const text = this.#lines.map(line => `${JSON.stringify(line)}\n`).join('');
    await writeFile(file, text);
    return this.#lines.length;
  }

  #now(): number {
    return Math.round((Date.now() - this.#started) / 10) / 100;
  }
}
