/**
 * What an action did to the world.
 *
 * @public
 */
export type Result =
  /** It was not there. */
  | 'created'
  /** It was there, and different. */
  | 'updated'
  /** It was there as wanted; nothing was written. */
  | 'unchanged';

/**
 * What is to be done to one thing, decided by comparing what is with what is wanted.
 *
 * @public
 */
export type Plan =
  | { kind: 'create' }
  /** `why` says what differs, for the log; it never holds a value that could be a secret. */
  | {
      kind: 'update';
      why: string;
      /** It is there, and was not Slipway's until now. */
      adopts?: boolean;
    }
  | { kind: 'unchanged' };

/** @public */
export function resultOf(plan: Plan): Result {
  switch (plan.kind) {
    case 'create':
      return 'created';
    case 'update':
      return 'updated';
    case 'unchanged':
      return 'unchanged';
    default:
      throw new TypeError(`Not a plan: ${plan satisfies never}`);
  }
}

const strength: Record<Result, number> = {
  unchanged: 0,
  updated: 1,
  created: 2,
};

/**
 * The result of several: created if anything was, otherwise updated if anything was.
 *
 * @public
 */
export function strongest(results: readonly Result[]): Result {
  return results.reduce<Result>(
    (all, one) => (strength[one] > strength[all] ? one : all),
    'unchanged',
  );
}
