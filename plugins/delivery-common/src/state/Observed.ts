/**
 * How far a value can be trusted to be what is out there now.
 *
 * @public
 */
export type Freshness =
  /** The source is being watched; the value is current as of `at` (ISO 8601, UTC). */
  | { kind: 'live'; at: string }
  /** The source cannot be reached since `since`; the value is the last one seen. */
  | { kind: 'stale'; since: string; reason: string };

/**
 * A part of the delivery of a service, in each of the states that a page has to tell apart.
 *
 * @public
 */
export type Observed<T> =
  /** The service does not say where to look; `missing` names the annotations or config keys. */
  | { kind: 'not-wired'; missing: string[] }
  /** It says where to look, and the first look has not come back yet. */
  | { kind: 'waiting'; since: string }
  /** Seen; `freshness` says whether it is current. */
  | { kind: 'observed'; freshness: Freshness; value: T }
  /** The first look failed, so there is not even an old value to show. */
  | { kind: 'unreachable'; since: string; reason: string };
