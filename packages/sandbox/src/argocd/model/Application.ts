import type { StoredObject } from '../../world/seams.ts';

export const ARGO_API = 'argoproj.io/v1alpha1';
export const REFRESH_ANNOTATION = 'argocd.argoproj.io/refresh';
export const TRACKING_ANNOTATION = 'argocd.argoproj.io/tracking-id';
export const FIELD_MANAGER = 'argocd-controller';
export const CASCADE_FINALIZERS = [
  'resources-finalizer.argocd.argoproj.io',
  'resources-finalizer.argocd.argoproj.io/foreground',
  'resources-finalizer.argocd.argoproj.io/background',
];

export interface ApplicationSource {
  repoURL: string;
  path?: string;
  targetRevision?: string;
  chart?: string;
  ref?: string;
  helm?: {
    releaseName?: string;
    namespace?: string;
    valueFiles?: string[];
    values?: string;
    valuesObject?: Record<string, unknown>;
    parameters?: Array<{ name: string; value?: string; forceString?: boolean }>;
    ignoreMissingValueFiles?: boolean;
    skipCrds?: boolean;
  };
  kustomize?: {
    images?: string[];
    namePrefix?: string;
    nameSuffix?: string;
    namespace?: string;
    commonLabels?: Record<string, string>;
    commonAnnotations?: Record<string, string>;
    replicas?: Array<{ name: string; count: number | string }>;
    patches?: unknown[];
    components?: string[];
  };
  directory?: { recurse?: boolean; include?: string; exclude?: string };
}

export interface Destination {
  server?: string;
  name?: string;
  namespace?: string;
}

export interface IgnoreDifference {
  group?: string;
  kind: string;
  name?: string;
  namespace?: string;
  jsonPointers?: string[];
  managedFieldsManagers?: string[];
}

export interface RetryStrategy {
  limit?: number;
  backoff?: { duration?: string; factor?: number; maxDuration?: string };
}

export interface SyncPolicy {
  automated?: {
    enabled?: boolean;
    prune?: boolean;
    selfHeal?: boolean;
    allowEmpty?: boolean;
  };
  syncOptions?: string[];
  retry?: RetryStrategy;
  managedNamespaceMetadata?: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

export interface SyncOperation {
  revision?: string;
  revisions?: string[];
  prune?: boolean;
  dryRun?: boolean;
  syncOptions?: string[];
  syncStrategy?: {
    hook?: { force?: boolean };
    apply?: { force?: boolean };
  };
  resources?: Array<{
    group?: string;
    kind: string;
    name: string;
    namespace?: string;
  }>;
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  autoHealAttemptsCount?: number;
}

export interface Operation {
  initiatedBy?: { username?: string; automated?: boolean };
  info?: Array<{ name: string; value: string }>;
  retry?: RetryStrategy;
  sync?: SyncOperation;
}

export type OperationPhase =
  | 'Running'
  | 'Terminating'
  | 'Failed'
  | 'Error'
  | 'Succeeded';

export type SyncPhase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail';

export type ResultCode = 'Synced' | 'SyncFailed' | 'Pruned' | 'PruneSkipped';

export interface ResourceResult {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status?: ResultCode;
  message?: string;
  hookType?: SyncPhase;
  hookPhase?: OperationPhase;
  syncPhase?: SyncPhase;
  images?: string[];
}

export interface OperationState {
  operation: Operation;
  phase: OperationPhase;
  message?: string;
  syncResult?: {
    resources?: ResourceResult[];
    revision: string;
    revisions?: string[];
    source?: ApplicationSource;
    sources?: ApplicationSource[];
  };
  startedAt: string;
  finishedAt?: string;
  retryCount?: number;
}

export type HealthCode =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

export interface Health {
  status: HealthCode;
  message?: string;
}

export interface ResourceStatus {
  group?: string;
  version?: string;
  kind: string;
  namespace?: string;
  name: string;
  status?: SyncCode;
  health?: Health;
  hook?: boolean;
  requiresPruning?: boolean;
  syncWave?: number;
}

export type SyncCode = 'Synced' | 'OutOfSync' | 'Unknown';

export interface SyncStatus {
  status: SyncCode;
  /** Nothing has been compared while the spec is invalid. */
  comparedTo?: {
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    destination: Destination;
    ignoreDifferences?: IgnoreDifference[];
  };
  revision?: string;
  revisions?: string[];
}

export type ConditionType =
  | 'DeletionError'
  | 'InvalidSpecError'
  | 'ComparisonError'
  | 'SyncError'
  | 'UnknownError'
  | 'SharedResourceWarning'
  | 'RepeatedResourceWarning';

export interface ApplicationCondition {
  type: ConditionType;
  message: string;
  lastTransitionTime?: string;
}

export interface RevisionHistory {
  id: number;
  revision?: string;
  revisions?: string[];
  source?: ApplicationSource;
  sources?: ApplicationSource[];
  deployedAt: string;
  deployStartedAt?: string;
  initiatedBy?: Operation['initiatedBy'];
}

export interface ApplicationStatus {
  resources?: ResourceStatus[];
  sync?: SyncStatus;
  health?: Partial<Health> & { lastTransitionTime?: string };
  history?: RevisionHistory[];
  conditions?: ApplicationCondition[];
  reconciledAt?: string;
  operationState?: OperationState;
  sourceType?: string;
  sourceTypes?: string[];
  summary?: { images?: string[] };
  controllerNamespace?: string;
}

export type Application = StoredObject & {
  spec: {
    project: string;
    source?: ApplicationSource;
    sources?: ApplicationSource[];
    destination: Destination;
    syncPolicy?: SyncPolicy;
    ignoreDifferences?: IgnoreDifference[];
    revisionHistoryLimit?: number;
  };
  operation?: Operation;
  status?: ApplicationStatus;
};

export function sourcesOf(application: Application): ApplicationSource[] {
  const { source, sources } = application.spec;
  if (sources && sources.length > 0) {
    return sources;
  }
  return source ? [source] : [];
}

export function isMultiSource(application: Application): boolean {
  return (application.spec.sources ?? []).length > 0;
}

export function isAutomated(application: Application): boolean {
  const automated = application.spec.syncPolicy?.automated;
  return automated !== undefined && automated.enabled !== false;
}

export function hasOption(
  options: string[] | undefined,
  option: string,
): boolean {
  return (options ?? []).includes(option);
}
