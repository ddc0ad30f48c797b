import { ObjectRef } from './ObjectRef';

/** Where an Application takes its manifests from; the URL holds no credential. */
export interface ApplicationSource {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  /** The files that Helm takes values from, of which the last one wins; undefined without any. */
  valueFiles?: string[];
}

/** What one sync did to one resource, or how one hook went. */
export interface SyncResult {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  /** `Synced`, `SyncFailed`, `Pruned`, `PruneSkipped`. */
  status?: string;
  hookType?: string;
  /** `Running`, `Succeeded`, `Failed`, … */
  hookPhase?: string;
  message?: string;
}

/** The last operation that the controller took up. */
export interface ApplicationOperation {
  /** `Running`, `Terminating`, `Failed`, `Error`, `Succeeded`. */
  phase: string;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  retryCount: number;
  /** The commit that it deploys, once that is resolved; else what was asked for. */
  revision?: string;
  /** Undefined when Argo CD started it by itself. */
  username?: string;
  results: SyncResult[];
}

export interface ApplicationResource {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  /** `Synced`, `OutOfSync`, `Unknown`; undefined for hooks. */
  status?: string;
  /** Undefined where Argo CD does not keep the health of single resources. */
  health?: { status: string; message?: string };
  hook: boolean;
  requiresPruning: boolean;
}

export interface ApplicationFacts {
  kind: 'Application';
  ref: ObjectRef;
  createdAt?: string;
  deletingSince?: string;
  labels: Record<string, string>;
  /** The annotation `backstage.io/entity-ref`. */
  entityRef?: string;
  /** A refresh was asked for and has not been done yet. */
  refreshing: boolean;
  project: string;
  sources: ApplicationSource[];
  destination: { server?: string; name?: string; namespace?: string };
  /** Undefined when a person has to sync. */
  automation?: { prune: boolean; selfHeal: boolean };
  syncOptions: string[];
  /** `.operation`: an operation was asked for and is not over. */
  requested?: { revision?: string; username?: string };
  /** `.status.operationState`. */
  operation?: ApplicationOperation;
  sync: { status?: string; revision?: string };
  health: { status?: string; since?: string };
  conditions: Array<{ type: string; message: string; since?: string }>;
  resources: ApplicationResource[];
  /** Oldest first. */
  history: Array<{ id: number; revision?: string; deployedAt?: string }>;
  images: string[];
  reconciledAt?: string;
}
