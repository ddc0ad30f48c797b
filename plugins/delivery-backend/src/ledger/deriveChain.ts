import { LaunchStatus } from '@slipway/plugin-delivery-common';
import { Lease } from '../database';
import { LaunchRecord } from './LaunchRecord';

/** A launch and those that it has gone on with, so all whose things it is to answer for. */
export function deriveChain(id: string, launches: LaunchRecord[]): Set<string> {
  const chain = new Set([id]);
  // Each pass may find launches that were gone on with by one found in the pass before.
  for (let size = 0; size !== chain.size; ) {
    size = chain.size;
    for (const launch of launches) {
      if (launch.continuedBy && chain.has(launch.continuedBy)) {
        chain.add(launch.id);
      }
    }
  }
  return chain;
}

/** The status that people are told: a launch whose lease has ended without a word has died. */
export function deriveStatus(
  record: LaunchRecord,
  lease: Lease | undefined,
  now: Date,
): LaunchStatus {
  const isHeld =
    lease?.owner === record.id && lease.expiresAt.getTime() > now.getTime();
  return record.status === 'running' && !isHeld ? 'interrupted' : record.status;
}
