import { Thing } from '../run/Thing';
import { Intent, Settlement } from './LedgerEntry';

/**
 * What a launch says of itself when it begins.
 *
 * @public
 */
export interface LaunchOpening {
  /** The name of the service. */
  service: string;
  entityRef: string;
  /** The entity that is to own the service; whoever belongs to it may take the launch back. */
  owner?: string;
  /** The person who launches. */
  actor?: string;
  /** The template that is run. */
  template?: string;
}

/**
 * How a launch ends.
 *
 * @public
 */
export type LaunchEnd =
  | { status: 'completed' }
  /** `reason` is the message of an error, which holds no value. */
  | { status: 'failed'; reason: string }
  | { status: 'cancelled' };

/**
 * Where one launch writes down what it makes: names and ids, never values. The intent is written
 * before the remote call, so that whatever is left by a crash is found by the next run.
 *
 * @public
 */
export interface Ledger {
  /**
   * Takes the name of the service for this launch. Throws ConflictError that names the holder while
   * another launch has it; a launch whose portal has died loses it after a while.
   */
  open(opening: LaunchOpening): Promise<void>;
  /** Keeps the name while nothing else is written. */
  renew(): Promise<void>;
  /** Throws ConflictError when another launch has taken the name since. */
  intend(intent: Intent): Promise<void>;
  settle(thing: Thing, outcome: Settlement): Promise<void>;
  /** Gives the name back. */
  close(end: LaunchEnd): Promise<void>;
}
