import { Outcome, Thing } from '@slipway/plugin-wiring-node';

/** A repair or a rotation that somebody has asked for. */
export interface WiringOrder {
  /** Of the run in the ledger as well. */
  id: string;
  entityRef: string;
  service: string;
  owner?: string;
  /** The person. */
  actor: string;
  kind: 'repair' | 'rotate';
  /** What is to be repaired, or the one credential that is to be replaced. */
  things: Thing[];
  status: 'working' | 'done' | 'failed';
  /** How often it was begun; more than once when portals have died. */
  attempts: number;
  failure?: string;
  outcomes: Outcome[];
  startedAt: Date;
  endedAt?: Date;
}
