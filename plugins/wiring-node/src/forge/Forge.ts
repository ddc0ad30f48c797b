import type { ForgeEnvironments } from './ForgeEnvironments';
import type { ForgeMergeRequests } from './ForgeMergeRequests';
import type { ForgeProtection } from './ForgeProtection';
import type { ForgeRunners } from './ForgeRunners';

/**
 * A forge as a launch sees it. There is one implementation for each kind; the host in a `repoUrl`
 * decides which. A path is a repository's full path, such as `acme/payments`.
 *
 * Every method ends with the run that it was made for, honours `Retry-After`, and throws an error of
 * `@backstage/errors` that says what is wrong, where, and what to do next. Methods that find answer
 * undefined, and methods that remove are content, when the thing is not there.
 *
 * @public
 */
export interface Forge {
  readonly kind: 'gitlab' | 'github';
  /** As in `integrations`, such as `gitlab.example.com`. */
  readonly host: string;
  /** What people call it. */
  readonly title: 'GitLab' | 'GitHub';
  readonly repositories: ForgeRepositories;
  readonly content: ForgeContent;
  readonly variables: ForgeVariables;
  readonly credentials: ForgeCredentials;
  readonly hooks: ForgeHooks;
  readonly pipelines: ForgePipelines;
  readonly mergeRequests: ForgeMergeRequests;
  readonly protection: ForgeProtection;
  readonly environments: ForgeEnvironments;
  readonly runners: ForgeRunners;
}

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

/** @public */
export interface ForgeVariable {
  key: string;
  /** Absent for a secret. */
  value?: string;
  /** Never shown again, to anyone. */
  secret: boolean;
  /** Taken out of the logs of jobs; every secret is. */
  masked: boolean;
  /** Given to protected branches only. */
  protected: boolean;
  /** `$` in the value is not expanded. */
  raw: boolean;
  /** `*` for all. */
  environmentScope: string;
  /**
   * What must be remembered of it, without its value. GitHub has no place for it: there a plain
   * variable beside a secret holds it.
   */
  description: string;
}

/** @public */
export interface WantedForgeVariable extends ForgeVariable {
  value: string;
}

/**
 * CI variables and secrets of one repository.
 *
 * @public
 */
export interface ForgeVariables {
  /** Whether a secret has to be one line to be taken out of logs. */
  readonly secretsAreOneLine: boolean;
  /** The variable as this forge can hold it: what it has no word for is as the forge does it. */
  fit(variable: WantedForgeVariable): WantedForgeVariable;
  find(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<ForgeVariable | undefined>;
  put(
    repository: ForgeRepository,
    variable: WantedForgeVariable,
    current: ForgeVariable | undefined,
  ): Promise<void>;
  remove(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<void>;
}

/**
 * What a credential is for; each forge has its own least-privileged kind for it.
 *
 * @public
 */
export type CredentialUse =
  /** CI of another repository pushes to this one. */
  | 'write'
  /** Argo CD fetches this one. */
  | 'read'
  /** Nodes pull images of this one. */
  | 'pull';

/**
 * A credential that the forge holds; its value is known to nobody here.
 *
 * @public
 */
export interface HeldCredential {
  id: string;
  name: string;
  /** What the forge calls its kind. */
  title: 'access token' | 'deploy token' | 'deploy key';
  /** Whether it can still be used. */
  active: boolean;
  /** A date, where it has one. */
  expiresAt?: string;
  /** By which the place that uses it can be told to hold this one: a user name or a key's fingerprint. */
  identity?: string;
  scopes: string[];
}

/**
 * What git or a registry takes.
 *
 * @public
 */
export type CredentialValue =
  | { kind: 'password'; username: string; password: string }
  /** As OpenSSH writes it. */
  | { kind: 'ssh-key'; privateKey: string };

/**
 * A credential just minted: the only time that its value is known.
 *
 * @public
 */
export type NewCredential = HeldCredential & CredentialValue;

/** @public */
export interface ForgeCredentials {
  /** Why there is no credential of a use, such as pulling from GHCR; undefined where there is one. */
  unavailable(use: CredentialUse): string | undefined;
  /** What minting gives, as a rule: a forge that has none of the kind gives the other. */
  kindOf(use: CredentialUse): NewCredential['kind'];
  /** By what a repository is fetched with a `read` credential, exactly as Applications name it. */
  readUrl(urls: Pick<ForgeRepository, 'cloneUrl' | 'sshUrl'>): string;
  list(
    repository: ForgeRepository,
    use: CredentialUse,
  ): Promise<HeldCredential[]>;
  mint(
    repository: ForgeRepository,
    use: CredentialUse,
    wanted: { name: string; expiresAt?: string },
  ): Promise<NewCredential>;
  revoke(
    repository: ForgeRepository,
    use: CredentialUse,
    id: string,
  ): Promise<void>;
}

/** @public */
export interface ForgeHook {
  id: string;
  url: string;
  /** Whether it is switched on. */
  active: boolean;
  /** Whether the forge looks at the certificate of who it delivers to. */
  verifiesTls: boolean;
  /** The kinds of event that it tells of. */
  events: ForgeHookEvent[];
  /** Of its newest delivery, where the forge tells: an HTTP status, or 0 when nobody answered. */
  lastStatus?: number;
  /** Set while the forge delivers nothing for now, because what it delivered was not taken. */
  suspended?: boolean;
}

/** @public */
export const forgeHookEvents = ['push', 'pipeline', 'job'] as const;
/** @public */
export type ForgeHookEvent = (typeof forgeHookEvents)[number];

/** @public */
export interface ForgeHooks {
  list(repository: ForgeRepository): Promise<ForgeHook[]>;
  put(
    repository: ForgeRepository,
    hook: { url: string; events: readonly ForgeHookEvent[]; secret?: string },
    id?: string,
  ): Promise<void>;
  remove(repository: ForgeRepository, id: string): Promise<void>;
  /** Has something delivered now, where the forge tells of each hook what came of its newest delivery. */
  ping?(repository: ForgeRepository, id: string): Promise<void>;
}

/** @public */
export interface ForgePipeline {
  id: number;
  state:
    | 'running'
    | 'succeeded'
    | 'failed'
    | 'cancelled'
    | 'skipped'
    | 'waiting-for-person';
  webUrl?: string;
}

/** @public */
export interface ForgeJob {
  id: number;
  name: string;
  state:
    | 'waiting'
    | 'running'
    | 'succeeded'
    | 'failed'
    | 'cancelled'
    | 'skipped'
    | 'waiting-for-person';
  mayFail: boolean;
  webUrl?: string;
  failureReason?: string;
}

/** @public */
export interface ForgePipelines {
  /** The file that says what a pipeline does, or one of them. */
  readonly definition: string;
  newest(
    repository: ForgeRepository,
    commit: { branch: string; sha: string },
  ): Promise<ForgePipeline | undefined>;
  jobs(repository: ForgeRepository, pipeline: number): Promise<ForgeJob[]>;
}
