import { Sentence } from './messages';

/**
 * What a person can do from the page of a service.
 *
 * @public
 */
export const operationKinds = [
  'refresh',
  'sync',
  'promote',
  'promote-full',
  'abort',
  'retry',
  'retry-pipeline',
] as const;

/** @public */
export type OperationKind = (typeof operationKinds)[number];

/**
 * An operation that can be done now, by the user who asked.
 *
 * @public
 */
export interface OperationOffer {
  kind: OperationKind;
  /** What will happen, for the confirmation. */
  effect: Sentence;
  /**
   * What this offer was decided on, to be sent back unchanged with the operation: it is answered
   * with 409 when the state has moved on since.
   */
  basis: string;
}

/**
 * What an operation is done to.
 *
 * @public
 */
export type OperationTarget =
  | { kind: 'environment'; environment: string }
  | { kind: 'pipeline'; pipeline: string };
