import type { ForgeRepository } from './ForgeRepositories';

/** @public */
export interface ForgeCommit {
  id: string;
  message: string;
}

/** @public */
export interface ForgeFile {
  path: string;
  /** git's blob id. */
  id: string;
  /** `100644` or `100755`. */
  mode: string;
}

/** @public */
export interface FileChange {
  /** `chmod` leaves the content, which is given all the same, as it is. */
  action: 'create' | 'update' | 'chmod' | 'delete';
  path: string;
  /** Of all but `delete`. */
  content?: Buffer;
  executable?: boolean;
}

/** @public */
export interface NewCommit {
  branch: string;
  message: string;
  changes: FileChange[];
  /**
   * For a forge that takes the first commit of a repository in two steps: what tells a first step that
   * was left alone from a commit of its own.
   */
  seedMessage?: string;
  /** The commit on which the branch begins, which must not be there yet. */
  from?: string;
}

/** @public */
export interface ForgeContent {
  /** Newest first; empty for a repository without commits. */
  listCommits(
    repository: ForgeRepository,
    branch: string,
    limit: number,
  ): Promise<ForgeCommit[]>;
  listFiles(repository: ForgeRepository, branch: string): Promise<ForgeFile[]>;
  readFile(
    repository: ForgeRepository,
    branch: string,
    path: string,
  ): Promise<Buffer | undefined>;
  /** All changes in one commit, or none; the commit's id. */
  commit(repository: ForgeRepository, commit: NewCommit): Promise<string>;
  head(
    repository: ForgeRepository,
    branch: string,
  ): Promise<string | undefined>;
  /** The commits of a branch that its base has not, in any order; both must be there. */
  ahead(
    repository: ForgeRepository,
    base: string,
    branch: string,
  ): Promise<ForgeCommit[]>;
  removeBranch(repository: ForgeRepository, branch: string): Promise<void>;
  /**
   * Why the credential of `integrations` may not commit files of these paths, such as workflows
   * without the scope for them; undefined when nothing is known to stand against it.
   */
  refusal(paths: readonly string[]): Promise<string | undefined>;
}
