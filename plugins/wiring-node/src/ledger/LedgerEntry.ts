import { Thing } from '../run/Thing';

/**
 * How far the ledger knows one thing to be.
 *
 * @public
 */
export type EntryStatus =
  /** About to be made or changed; whether it was is not known yet. */
  | 'intended'
  | 'created'
  | 'updated'
  /** It was there before Slipway, which has taken it over. */
  | 'adopted'
  /** It was there as wanted. */
  | 'unchanged'
  /** Removed by a take-back, or found to be gone by one. */
  | 'taken-back'
  /** Left by a take-back. */
  | 'kept';

/**
 * Who made a thing. A later launch that finds what an earlier one has created does not change that.
 *
 * @public
 */
export type Origin = 'created' | 'adopted';

/**
 * What the ledger knows about one thing of one service: names and ids, never a value.
 *
 * @public
 */
export interface LedgerEntry {
  thing: Thing;
  /** Such as `GitOps repository`. */
  what: string;
  name: string;
  status: EntryStatus;
  origin: Origin;
  /** What was last planned for it. */
  plan: 'create' | 'update' | 'unchanged';
  /** The launch that created or adopted it. */
  madeBy: string;
  /** The launch that last looked after it. */
  launch: string;
  /**
   * By which a later change by people is recognised: a commit's id, an object's uid with a hash of
   * what was asked of it. Absent where nothing is known that is not a value.
   */
  fingerprint?: string;
  /** When it was last written. */
  at: string;
}

/**
 * What is about to be done to a thing.
 *
 * @public
 */
export interface Intent {
  thing: Thing;
  what: string;
  name: string;
  plan: 'create' | 'update' | 'unchanged';
  /** It is there, and was not Slipway's until now. */
  adopts?: boolean;
  /** Of what is there, when nothing is to be written: no settlement follows then. */
  fingerprint?: string;
}

/**
 * What came of it.
 *
 * @public
 */
export interface Settlement {
  result: 'created' | 'updated' | 'taken-back' | 'kept';
  fingerprint?: string;
}
