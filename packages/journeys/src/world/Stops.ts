import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../embedded/src/paths.ts';

/** The stops of the journeys, numbered, with their pictures in a folder for people to look at. */
export class Stops {
  readonly folder: string;
  #count = 0;

  /** @param name - of its folder under `artifacts` */
  constructor(name: string) {
    this.folder = join(root, 'artifacts', name);
  }

  /** Begins with an empty folder. */
  async prepare(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  /** `07-staging-waits` */
  next(name: string): string {
    this.#count += 1;
    return `${String(this.#count).padStart(2, '0')}-${name}`;
  }
}
