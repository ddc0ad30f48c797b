/**
 * What a run that writes into the ledger is for.
 *
 * @public
 */
export type LaunchKind = 'launch' | 'repair' | 'decommission';

/**
 * How far a launch is.
 *
 * @public
 */
export type LaunchStatus =
  /** Something is being made; nobody else may launch a service of this name. */
  | 'running'
  /** Nothing has been heard of it for a while: its portal has died, or its task was lost. */
  | 'interrupted'
  | 'failed'
  | 'cancelled'
  | 'completed'
  /** A later launch of the same service has gone on with it. */
  | 'continued'
  | 'taking-back'
  /** Some of it is gone, some is not; it can be asked for again. */
  | 'take-back-failed'
  | 'taken-back';

/**
 * A launch, without what it made.
 *
 * @public
 */
export interface LaunchSummary {
  /** The scaffolder's task, for a launch. */
  id: string;
  kind: LaunchKind;
  /** The name of the service. */
  service: string;
  entityRef: string;
  owner?: string;
  /** The person who began it. */
  actor?: string;
  /** The entity of the template. */
  template?: string;
  status: LaunchStatus;
  /** Why it failed, in English. */
  reason?: string;
  /** The launch that went on with this one. */
  continuedBy?: string;
  startedAt: string;
  /** When something was last heard of it. */
  seenAt: string;
  /** Whether whoever asks may take it back. */
  mayTakeBack: boolean;
}

/**
 * One thing in the ledger: names and ids, never a value.
 *
 * @public
 */
export interface LedgerItem {
  key: string;
  kind: LedgerItemKind;
  /** Such as `GitOps repository`. */
  what: string;
  name: string;
  status: LedgerItemStatus;
  /** Adopted ones were there before Slipway, and stay. */
  origin: 'created' | 'adopted';
  /** The launch that created or adopted it. */
  madeBy: string;
  at: string;
}

/** @public */
export type LedgerItemKind =
  | 'repository'
  | 'content'
  | 'ci-variable'
  | 'credential'
  | 'webhook'
  | 'merge-request'
  | 'protection'
  | 'environment'
  | 'runner'
  | 'object'
  | 'catalog-location';

/** @public */
export type LedgerItemStatus =
  | 'intended'
  | 'created'
  | 'updated'
  | 'adopted'
  | 'unchanged'
  | 'taken-back'
  | 'kept';

/**
 * A launch with what it looked after.
 *
 * @public
 */
export interface LaunchDetails extends LaunchSummary {
  items: LedgerItem[];
}

/** @public */
export interface LaunchList {
  /** Those that need somebody first, then the newest. */
  launches: LaunchSummary[];
}

/** @public */
export interface ServiceLedger {
  entityRef: string;
  items: LedgerItem[];
  /** Whether whoever asks may decommission the service. */
  mayDecommission: boolean;
}
