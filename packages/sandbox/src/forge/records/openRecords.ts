import type { Storage } from '../../world/Storage.ts';
import type {
  CommitStatusRecord,
  CounterRecord,
  DeployKeyRecord,
  DeployTokenRecord,
  HookDeliveryRecord,
  HookRecord,
  JobTokenRecord,
  MemberRecord,
  MergeRequestRecord,
  NamespaceRecord,
  ProjectRecord,
  ProtectedBranchRecord,
  RedirectRecord,
  TokenRecord,
  UserRecord,
  VariableRecord,
} from './records.ts';

/** The forge's collections, by their names in the storage. */
export function openRecords(storage: Storage) {
  return {
    users: storage.collection<UserRecord>('forge-users'),
    namespaces: storage.collection<NamespaceRecord>('forge-namespaces'),
    members: storage.collection<MemberRecord>('forge-members'),
    projects: storage.collection<ProjectRecord>('forge-projects'),
    redirects: storage.collection<RedirectRecord>('forge-redirects'),
    tokens: storage.collection<TokenRecord>('forge-tokens'),
    deployTokens: storage.collection<DeployTokenRecord>('forge-deploy-tokens'),
    deployKeys: storage.collection<DeployKeyRecord>('forge-deploy-keys'),
    jobTokens: storage.collection<JobTokenRecord>('forge-job-tokens'),
    variables: storage.collection<VariableRecord>('forge-variables'),
    hooks: storage.collection<HookRecord>('forge-hooks'),
    hookDeliveries: storage.collection<HookDeliveryRecord>(
      'forge-hook-deliveries',
    ),
    protectedBranches: storage.collection<ProtectedBranchRecord>(
      'forge-protected-branches',
    ),
    mergeRequests: storage.collection<MergeRequestRecord>(
      'forge-merge-requests',
    ),
    commitStatuses: storage.collection<CommitStatusRecord>(
      'forge-commit-statuses',
    ),
    counters: storage.collection<CounterRecord>('forge-counters'),
  };
}

export type ForgeRecords = ReturnType<typeof openRecords>;
