import type { Storage } from '../../world/Storage.ts';
import type { GithubPermissions } from '../api/GithubPrincipal.ts';

/** Personal access tokens, of either kind, and those of installations. */
export interface GithubTokenRecord {
  id: number;
  kind: 'classic' | 'fine-grained' | 'installation' | 'workflow';
  userId: number;
  name: string;
  digest: string;
  scopes: string[];
  permissions: GithubPermissions;
  namespaceId: number | null;
  /** Null for all repositories of the namespace. */
  repositoryIds: number[] | null;
  installationId: number | null;
  /** Set on a workflow's token. */
  jobId: number | null;
  createdAt: string;
  expiresAt: string | null;
}

export interface GithubAppRecord {
  id: number;
  slug: string;
  name: string;
  clientId: string;
  /** PEM; the private key is with whoever uses the App. */
  publicKey: string;
  permissions: GithubPermissions;
  createdAt: string;
}

export interface GithubInstallationRecord {
  id: number;
  appId: number;
  namespaceId: number;
  permissions: GithubPermissions;
  repositoryIds: number[] | null;
  /** By whoever owns the organisation: nothing works until they take it back. */
  suspended?: boolean;
  createdAt: string;
}

export interface GithubHookRecord {
  id: number;
  projectId: number;
  url: string;
  contentType: 'json' | 'form';
  /** What X-Hub-Signature-256 is made with. Never answered, never logged. */
  secret: string | null;
  insecureSsl: string;
  events: string[];
  active: boolean;
  createdAt: string;
  updatedAt: string;
  lastResponse: { code: number | null; status: string; message: string | null };
}

export interface GithubHookDeliveryRecord {
  id: number;
  hookId: number;
  projectId: number;
  guid: string;
  event: string;
  action: string | null;
  deliveredAt: string;
  redelivery: boolean;
  durationSeconds: number;
  status: string;
  statusCode: number;
  payload: Record<string, unknown>;
}

/** What `PUT …/protection` sets; the forge enforces what it can know. */
export interface GithubProtectionRecord {
  id: number;
  projectId: number;
  branch: string;
  requiredStatusChecks: { strict: boolean; contexts: string[] } | null;
  enforceAdmins: boolean;
  requiredReviews: {
    dismissStale: boolean;
    codeOwners: boolean;
    count: number;
    lastPushApproval: boolean;
    bypassUsers: string[];
  } | null;
  restrictions: { users: string[]; teams: string[]; apps: string[] } | null;
  linearHistory: boolean;
  allowForcePushes: boolean;
  allowDeletions: boolean;
  blockCreations: boolean;
  conversationResolution: boolean;
  lockBranch: boolean;
  allowForkSyncing: boolean;
}

export interface GithubRulesetRecord {
  id: number;
  projectId: number;
  name: string;
  target: 'branch' | 'tag' | 'push';
  enforcement: 'disabled' | 'active' | 'evaluate';
  bypassActors: Array<Record<string, any>>;
  conditions: { ref_name?: { include?: string[]; exclude?: string[] } };
  rules: Array<{ type: string; parameters?: Record<string, any> }>;
  createdAt: string;
  updatedAt: string;
}

export interface GithubReviewRecord {
  id: number;
  projectId: number;
  pullId: number;
  userId: number;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED';
  body: string;
  commitSha: string;
  submittedAt: string;
}

/** GitHub's own collections; repositories, users, keys and pull requests are the forge's. */
export function openGithubRecords(storage: Storage) {
  return {
    tokens: storage.collection<GithubTokenRecord>('github-tokens'),
    apps: storage.collection<GithubAppRecord>('github-apps'),
    installations: storage.collection<GithubInstallationRecord>(
      'github-installations',
    ),
    hooks: storage.collection<GithubHookRecord>('github-hooks'),
    hookDeliveries: storage.collection<GithubHookDeliveryRecord>(
      'github-hook-deliveries',
    ),
    protections:
      storage.collection<GithubProtectionRecord>('github-protections'),
    reviews: storage.collection<GithubReviewRecord>('github-reviews'),
    rulesets: storage.collection<GithubRulesetRecord>('github-rulesets'),
  };
}

export type GithubRecords = ReturnType<typeof openGithubRecords>;
