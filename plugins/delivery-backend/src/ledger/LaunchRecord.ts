import { LaunchKind, LaunchStatus } from '@slipway/plugin-delivery-common';

/** As the database holds it; that nothing is heard of it any more is told by its lease. */
export type StoredStatus = Exclude<LaunchStatus, 'interrupted'>;

/** A take-back that somebody has asked for. */
export interface TakeBackOrder {
  actor: string;
  /** Keys of things that are to go although people have changed them. */
  also: string[];
}

/** A launch, or another run that writes into the ledger. */
export interface LaunchRecord {
  id: string;
  kind: LaunchKind;
  service: string;
  entityRef: string;
  owner?: string;
  actor?: string;
  template?: string;
  status: StoredStatus;
  reason?: string;
  continuedBy?: string;
  order?: TakeBackOrder;
  startedAt: Date;
  seenAt: Date;
}
