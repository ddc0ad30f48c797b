import { Ledger } from '@slipway/plugin-wiring-node';

/** The ledgers of launches, by the task that is the launch. */
export interface Ledgers {
  of(task: string, signal?: AbortSignal): Ledger;
}
