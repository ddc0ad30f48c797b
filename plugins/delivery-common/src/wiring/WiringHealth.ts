import { Sentence } from '../state';

/**
 * How one item of a service's wiring, or all of it, stands. `unknown` is what could not be looked at.
 *
 * @public
 */
export const wiringStandings = [
  'broken',
  'attention',
  'unknown',
  'sound',
] as const;

/** @public */
export type WiringStanding = (typeof wiringStandings)[number];

/**
 * Something that is wrong with an item of the wiring.
 *
 * @public
 */
export interface WiringFinding {
  id: string;
  /** `broken` stops deliveries now, `attention` will, or makes them worse. */
  severity: 'broken' | 'attention';
  /** Who can mend it: Slipway by repairing or by rotating, or people. */
  mend: 'repair' | 'rotate' | 'people';
  wrong: Sentence;
  breaks: Sentence;
  /** What whoever can mends it does. */
  how: Sentence;
}

/**
 * One item of the wiring of a service, by its names; never a value.
 *
 * @public
 */
export interface WiringItem {
  /** The same for the same item each time. */
  key: string;
  /** Such as `GitOps repository`. */
  what: string;
  name: string;
  /** The forge's host or the cluster's name. */
  place: string;
  standing: WiringStanding;
  findings: WiringFinding[];
  /** Why it could not be looked at. */
  unknownBecause?: string;
  /** Its page on the forge, where it has one. */
  webUrl?: string;
  /** A date, of a credential that ends. */
  expiresAt?: string;
  /** What a credential may do, in the forge's words. */
  scopes?: string[];
  /** Whether it is a credential that can be replaced by a new one. */
  canRotate: boolean;
}

/**
 * What is being done, or was last done, to the wiring of a service.
 *
 * @public
 */
export interface WiringWork {
  kind: 'check' | 'repair' | 'rotate';
  /** The person, unless it was the schedule. */
  actor?: string;
  startedAt: string;
  endedAt?: string;
  /** Of what has ended without success. */
  failure?: string;
  /** What a repair or a rotation did, item by item. */
  outcomes: Array<{
    what: string;
    name: string;
    result: 'created' | 'updated' | 'unchanged';
  }>;
}

/**
 * The wiring of one service as it was last checked, with what this person may do about it.
 *
 * @public
 */
export interface WiringHealth {
  entityRef: string;
  /** The name of the service. */
  service: string;
  standing: WiringStanding;
  /** Absent until it has been checked. */
  checkedAt?: string;
  /** Why the last look came to nothing; what is shown is from before. */
  checkFailure?: { at: string; reason: string };
  /** Worst first. */
  items: WiringItem[];
  /** What is going on now. */
  work?: WiringWork;
  /** What was last done, other than a check. */
  lastWork?: WiringWork;
  /** Of what is shown; an order for something else is answered with 409. */
  basis: string;
  mayRepair: boolean;
  mayRotate: boolean;
}

/**
 * One service in the list of all.
 *
 * @public
 */
export interface WiringSummary {
  entityRef: string;
  service: string;
  standing: WiringStanding;
  checkedAt?: string;
  broken: number;
  attention: number;
  unknown: number;
  items: number;
  /** The nearest end of a credential. */
  nextExpiry?: string;
  /** The worst finding, in words. */
  worst?: Sentence;
}

/** @public */
export interface WiringList {
  /** Worst first; those that this person may see. */
  services: WiringSummary[];
}
