import { Mender } from '../preflight/findingKinds';
import { Thing } from '../run';
import { WiringFindingId } from './wiringFindingKinds';

/**
 * Something that is wrong with one item of the wiring. Its words are `wiring.<id>.wrong`, `.breaks`
 * and `.how`.
 *
 * @public
 */
export interface WiringFault {
  id: WiringFindingId;
  severity: 'broken' | 'attention';
  /** By what it is mended. */
  mend: 'repair' | 'rotate' | 'people';
  who: Mender;
  /** Of its sentences; names and numbers, never a value. */
  params: Record<string, string | number>;
}

/**
 * One item of the wiring, as a look at it found it.
 *
 * @public
 */
export interface WiringItemReport {
  thing: Thing;
  what: string;
  name: string;
  faults: WiringFault[];
  /** Why it, or a part of it, could not be looked at. */
  unknownBecause?: string;
  webUrl?: string;
  expiresAt?: string;
  scopes?: string[];
  canRotate: boolean;
}

/** @public */
export interface WiringReport {
  items: WiringItemReport[];
}
