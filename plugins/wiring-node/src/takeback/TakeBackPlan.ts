import { LedgerEntry } from '../ledger';

/**
 * What makes something stay.
 *
 * @public
 */
export type KeepReason =
  /** It was there before Slipway. */
  | { kind: 'adopted' }
  /** A launch that this one has not gone on with made it. */
  | { kind: 'earlier' }
  /** It stays with the repository that holds it. */
  | { kind: 'in-repository' }
  /** What it is needed by stays. */
  | { kind: 'needed'; by: string }
  | Finding
  | { kind: 'unreachable'; reason: string };

/**
 * What people have made of a thing since, or put into it.
 *
 * @public
 */
export type Finding =
  | { kind: 'commits'; count: number }
  | { kind: 'moved'; to: string }
  | { kind: 'archived' }
  /** It has been taken into the repository of others. */
  | { kind: 'merged' }
  /** It is not as it was written. */
  | { kind: 'edited' }
  /** It is another one of the same name. */
  | { kind: 'replaced' }
  /** It holds, or serves, things of others. */
  | { kind: 'occupied'; by: string[] };

/**
 * What is seen of a thing in the ledger.
 *
 * @public
 */
export type Sight =
  /** Not there, or on its way out. */
  | { kind: 'gone' }
  | {
      kind: 'there';
      /** As it is now; compared with the ledger's. */
      fingerprint?: string;
      findings: Finding[];
    }
  | { kind: 'unreachable'; reason: string };

/**
 * What is to happen to one thing.
 *
 * @public
 */
export type TakeBackStep = { entry: LedgerEntry; key: string } & (
  | { action: 'remove' }
  | { action: 'gone' }
  /** `mayAsk`: it goes when it is asked for by its key. */
  | { action: 'keep'; why: KeepReason; mayAsk: boolean }
);

/**
 * In the order in which it is done.
 *
 * @public
 */
export type TakeBackPlan = TakeBackStep[];
