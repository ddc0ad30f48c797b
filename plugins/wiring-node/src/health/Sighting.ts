import { WiringItemReport } from './WiringReport';

/** What a look at one item has come to, beside its names. */
export type Sighting = Pick<
  WiringItemReport,
  'faults' | 'unknownBecause' | 'webUrl' | 'expiresAt' | 'scopes'
>;

/**
 * Something that an item needs is not well, which is told there: the item cannot be looked at, and is
 * not told as a second fault.
 */
export class NotLookedAtError extends Error {
  constructor(needed: string) {
    super(`It needs ${needed}, which is not well`);
    this.name = 'NotLookedAtError';
  }
}
