/** What the forge remembers. Times are ISO strings; secrets of tokens are kept as digests only. */

export type Visibility = 'private' | 'internal' | 'public';

export interface UserRecord {
  id: number;
  username: string;
  name: string;
  email: string;
  admin: boolean;
  /** Set on the user that a project access token brings with it. */
  botOfProject?: number;
  createdAt: string;
  state: 'active' | 'blocked' | 'deactivated';
}

/** A group, or a user's own namespace: both number from one sequence. */
export interface NamespaceRecord {
  id: number;
  kind: 'group' | 'user';
  name: string;
  path: string;
  fullPath: string;
  parentId: number | null;
  ownerId?: number;
  visibility: Visibility;
  description: string;
  createdAt: string;
}

export interface MemberRecord {
  id: number;
  source: 'group' | 'project';
  sourceId: number;
  userId: number;
  accessLevel: number;
  createdAt: string;
  expiresAt: string | null;
}

export interface ProjectRecord {
  id: number;
  name: string;
  path: string;
  namespaceId: number;
  fullPath: string;
  description: string | null;
  visibility: Visibility;
  /** The branch that the repository's HEAD names, born or not. */
  defaultBranch: string;
  archived: boolean;
  creatorId: number;
  createdAt: string;
  updatedAt: string;
  lastActivityAt: string;
  topics: string[];
  forkedFromId: number | null;
  /** A date, from the moment that somebody asked for deletion. */
  markedForDeletionOn: string | null;
  /** What the project was called before it was marked for deletion. */
  beforeDeletion: { name: string; path: string; fullPath: string } | null;
  /** The settings that a client may edit and this forge only remembers. */
  settings: Record<string, unknown>;
  /** What GitHub's API set; there for repositories that were made through it. */
  github?: Record<string, boolean>;
}

/** A path at which a project once was. */
export interface RedirectRecord {
  /** The former full path, in lower case. */
  id: string;
  projectId: number;
}

/** Personal and project access tokens. */
export interface TokenRecord {
  id: number;
  userId: number;
  /** Set on a project access token. */
  projectId: number | null;
  accessLevel: number | null;
  name: string;
  description: string | null;
  scopes: string[];
  digest: string;
  createdAt: string;
  /** A date without a time, as GitLab has it. */
  expiresAt: string | null;
  revoked: boolean;
  lastUsedAt: string | null;
}

export interface DeployTokenRecord {
  id: number;
  projectId: number;
  name: string;
  username: string;
  scopes: string[];
  digest: string;
  createdAt: string;
  expiresAt: string | null;
  revoked: boolean;
}

export interface DeployKeyRecord {
  id: number;
  projectId: number;
  title: string;
  key: string;
  canPush: boolean;
  createdAt: string;
  expiresAt: string | null;
}

/** `CI_JOB_TOKEN`: the id is the job's. */
export interface JobTokenRecord {
  id: number;
  projectId: number;
  userId: number;
  digest: string;
}

export interface VariableRecord {
  id: number;
  owner: 'project' | 'group';
  ownerId: number;
  variableType: 'env_var' | 'file';
  key: string;
  value: string;
  hidden: boolean;
  protected: boolean;
  masked: boolean;
  raw: boolean;
  environmentScope: string;
  description: string | null;
}

export interface HookRecord {
  id: number;
  projectId: number;
  url: string;
  name: string | null;
  description: string | null;
  /** The value of X-Gitlab-Token. Never answered, never logged. */
  token: string | null;
  enableSslVerification: boolean;
  pushEventsBranchFilter: string;
  branchFilterStrategy: string;
  /** `push_events`, `pipeline_events`, … that are switched on. */
  events: string[];
  createdAt: string;
  recentFailures: number;
  disabledUntil: string | null;
}

/** One attempt to deliver an event to a hook. */
export interface HookDeliveryRecord {
  id: number;
  hookId: number;
  projectId: number;
  trigger: string;
  attempt: number;
  /** The status answered; null when there was none. */
  status: number | null;
  error: string | null;
  at: string;
}

export interface AccessRule {
  id: number;
  accessLevel: number;
}

export interface ProtectedBranchRecord {
  id: number;
  projectId: number;
  /** A branch, or a pattern with `*`. */
  name: string;
  push: AccessRule[];
  merge: AccessRule[];
  unprotect: AccessRule[];
  allowForcePush: boolean;
  codeOwnerApprovalRequired: boolean;
}

export interface MergeRequestRecord {
  id: number;
  iid: number;
  projectId: number;
  title: string;
  description: string | null;
  sourceBranch: string;
  targetBranch: string;
  state: 'opened' | 'closed' | 'merged';
  authorId: number;
  assigneeIds: number[];
  reviewerIds: number[];
  labels: string[];
  squash: boolean;
  removeSourceBranch: boolean;
  discussionLocked: boolean | null;
  createdAt: string;
  updatedAt: string;
  preparedAt: string;
  /** The first read finds it still being checked, as on a real forge. */
  checked: boolean;
  mergedAt: string | null;
  mergedById: number | null;
  closedAt: string | null;
  closedById: number | null;
  mergeCommitSha: string | null;
  squashCommitSha: string | null;
  /** Heads at the moment of merging or closing. */
  headSha: string | null;
  baseSha: string | null;
  startSha: string | null;
}

export type CommitStatusState =
  | 'pending'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceled'
  | 'skipped';

export interface CommitStatusRecord {
  id: number;
  projectId: number;
  sha: string;
  ref: string;
  name: string;
  status: CommitStatusState;
  description: string | null;
  targetUrl: string | null;
  coverage: number | null;
  authorId: number;
  pipelineId: number | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface CounterRecord {
  id: string;
  value: number;
}
