/** @public */
export interface ForgeRepository {
  /** GitLab's project id or GitHub's repository id. */
  id: number;
  path: string;
  webUrl: string;
  /** The clone URL over HTTP, without a credential. */
  cloneUrl: string;
  /** The clone URL over SSH, for deploy keys. */
  sshUrl?: string;
  /** Of an empty one where its first commit goes, if the forge says so. */
  defaultBranch?: string;
  empty: boolean;
  archived: boolean;
  /** Marked for deletion, and still holding its name or its place. */
  leaving: boolean;
  /** A date, where the forge tells when it goes. */
  leavesOn?: string;
  description: string;
  visibility: Visibility;
  topics: string[];
}

/** @public */
export type Visibility = 'private' | 'internal' | 'public';

/** @public */
export interface RepositoryFields {
  description?: string;
  visibility?: Visibility;
  topics?: string[];
}

/**
 * Where the parts of a repository are, whether it is there or not.
 *
 * @public
 */
export type RepositoryUrls = Pick<
  ForgeRepository,
  'webUrl' | 'cloneUrl' | 'sshUrl'
> & { pipelinesUrl: string };

/** @public */
export interface ForgeRepositories {
  /** Whether creating gives topics at once; else a crash can leave a repository without them. */
  readonly marksAtOnce: boolean;
  /** Throws NotFoundError when there is no such group, organisation or user to hold repositories. */
  assertOwner(owner: string): Promise<void>;
  /** Also one that has moved: its `path` is then another than the one asked for. */
  find(path: string): Promise<ForgeRepository | undefined>;
  /** Throws ConflictError when the name is taken by one that cannot be seen, or that is leaving. */
  create(path: string, fields: RepositoryFields): Promise<ForgeRepository>;
  edit(repository: ForgeRepository, fields: RepositoryFields): Promise<void>;
  /** At once where the forge allows it; otherwise it is marked, and leaves by itself. */
  remove(repository: ForgeRepository): Promise<'gone' | 'marked'>;
  /** Also of a repository that is yet to be made. */
  urls(path: string): RepositoryUrls;
  /** The page of a file, for people and for the catalog. */
  fileUrl(
    repository: Pick<ForgeRepository, 'webUrl'>,
    branch: string,
    file: string,
  ): string;
  /** The page of all files. */
  treeUrl(repository: Pick<ForgeRepository, 'webUrl'>, branch: string): string;
}
