import { WiringReport } from '@slipway/plugin-wiring-node';
import { CheckHistory } from './deriveDue';

/** When the wiring of a service was looked at, and by whose wish. */
export interface StoredChecks extends CheckHistory {
  service: string;
  /** When people last asked for a look that was granted. */
  askedAt?: number;
  pendingBy?: string;
  checkingSince?: number;
  checkingBy?: string;
  /** Why the last look came to nothing. */
  failure?: string;
}

/** The same with what the last look has found. */
export interface StoredWiring extends StoredChecks {
  report?: WiringReport;
}
