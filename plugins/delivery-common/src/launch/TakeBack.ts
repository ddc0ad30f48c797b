/**
 * Why something stays when a launch is taken back.
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
  /** People have committed to it since. */
  | { kind: 'commits'; count: number }
  /** It is now somewhere else. */
  | { kind: 'moved'; to: string }
  | { kind: 'archived' }
  /** It has been taken into the repository of others. */
  | { kind: 'merged' }
  /** It is not as it was written. */
  | { kind: 'edited' }
  /** It is another one of the same name. */
  | { kind: 'replaced' }
  /** It holds things of others. */
  | { kind: 'occupied'; by: string[] }
  /** It cannot be looked at. */
  | { kind: 'unreachable'; reason: string }
  /** What it is needed by stays. */
  | { kind: 'needed'; by: string };

/**
 * What is to happen to one thing.
 *
 * @public
 */
export interface TakeBackStep {
  key: string;
  what: string;
  name: string;
  action:
    | 'remove'
    /** It is not there any more, or on its way out. */
    | 'gone'
    | 'keep';
  /** Of what stays. */
  why?: KeepReason;
  /** Whether what stays would go if it were asked for. */
  mayAsk?: boolean;
}

/**
 * What a take-back would do, in its order.
 *
 * @public
 */
export interface TakeBackPreview {
  /** What was seen; a take-back on another one is answered with 409. */
  basis: string;
  steps: TakeBackStep[];
}

/** @public */
export interface TakeBackAnswer {
  /** The launch, or the decommission, in whose ledger the progress is. */
  launch: string;
}
