import type { ForgeRepository } from './ForgeRepositories';

/** @public */
export interface ForgeRunner {
  id: string;
  /** What people call it. */
  name: string;
  /** Whose it is; hosted ones are the forge's own. */
  owner: 'hosted' | 'instance' | 'group' | 'project';
  /** Up, and taking jobs. */
  online: boolean;
}

/** @public */
export interface ForgeRunners {
  /** Why a runner cannot be made in advance, and what to do instead; undefined where it can. */
  readonly uncreatable: string | undefined;
  /** Those that take jobs of the repository with all of these tags, or labels. */
  list(
    repository: ForgeRepository,
    tags: readonly string[],
  ): Promise<ForgeRunner[]>;
  /** The repository's own of this name. */
  named(repository: ForgeRepository, name: string): Promise<ForgeRunner[]>;
  /** The only time that its token is known. */
  create(
    repository: ForgeRepository,
    wanted: { name: string; tags: readonly string[] },
  ): Promise<{ id: string; token: string }>;
  remove(repository: ForgeRepository, id: string): Promise<void>;
}
