import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GitRepository } from './GitRepository.ts';
import { installHooks } from './installHooks.ts';
import { KeyedLock } from './KeyedLock.ts';

/** The bare repositories of the forge: one folder each, named after the project's id. */
export class GitRepositories {
  readonly folder: string;
  #lock = new KeyedLock();
  #hooksFolder = '';

  constructor(folder: string) {
    this.folder = folder;
  }

  async prepare(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    this.#hooksFolder = await installHooks(this.folder);
  }

  /** The hooks that every repository shares. */
  get hooksFolder(): string {
    return this.#hooksFolder;
  }

  /** A project keeps its repository when it is renamed or moved. */
  of(project: { id: number }): GitRepository {
    return new GitRepository(
      join(this.folder, `${project.id}.git`),
      this.#lock,
    );
  }
}
