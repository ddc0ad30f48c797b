import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../embedded/src/paths.ts';

/** The stops of the journeys, numbered, with their pictures in a folder for people to look at. */
export class Stops {
  folder = '';
  #count = 0;

  /** Begins with an empty folder under `artifacts`. */
  async prepare(name: string): Promise<void> {
    this.folder = join(root, 'artifacts', name);
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
  }

  /** `07-staging-waits` */
  next(name: string): string {
    this.#count += 1;
    return `${String(this.#count).padStart(2, '0')}-${name}`;
  }
}
