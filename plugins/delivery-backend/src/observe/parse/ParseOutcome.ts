import { Facts, ObjectRef } from './facts';

/** An object that is there but that Slipway cannot read. */
export interface Unreadable {
  kind: 'unreadable';
  ref: ObjectRef;
  /** One line: what is wrong and where. */
  problem: string;
}

/** What came of reading one object. */
export type ParseOutcome =
  | Facts
  | Unreadable
  /** Not one of the watched kinds, or without a name. */
  | { kind: 'ignored' };
