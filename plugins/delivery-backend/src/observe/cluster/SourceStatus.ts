import { WatchEvent } from '@slipway/plugin-delivery-node';

/** How one watch of one kind in one cluster is doing. */
export interface SourceStatus {
  /** Such as `sandbox: rollouts`. */
  name: string;
  /** Everything that exists has been told at least once. */
  synced: boolean;
  /** Undefined while the source answers. */
  failing?: { since: string; reason: string };
  /** In a row. */
  failures: number;
}

export function newSourceStatus(name: string): SourceStatus {
  return { name, synced: false, failures: 0 };
}

/** Takes an event of the watch into its status. */
export function reduceSourceStatus(
  status: SourceStatus,
  event: WatchEvent,
  now: Date,
): SourceStatus {
  switch (event.kind) {
    case 'listed':
      return { name: status.name, synced: true, failures: 0 };
    case 'alive':
    case 'changed':
    case 'deleted':
      return status.failing
        ? { name: status.name, synced: status.synced, failures: 0 }
        : status;
    case 'failed':
      return {
        ...status,
        failures: status.failures + 1,
        // The first reason is kept: it is what happened, and a page that changes its words with
        // each attempt would never be at rest.
        failing: status.failing ?? {
          since: now.toISOString(),
          reason: event.error.message,
        },
      };
    default:
      throw new Error(`Unknown event: ${event satisfies never}`);
  }
}
