import { LaunchRecord } from '../ledger';

/** A service whose wiring is looked at. */
export interface FleetMember {
  entityRef: string;
  /** The name of the service. */
  service: string;
  /** Given at launch. */
  owner?: string;
  /** Who launched it last. */
  actor?: string;
  /** Without a launch in the ledger it is looked at only: nothing says what of it is Slipway's. */
  isLaunched: boolean;
  /** When a launch last ended; what was found before may not be so any more. */
  changedAt?: Date;
}

type Launch = Pick<
  LaunchRecord,
  'entityRef' | 'service' | 'owner' | 'actor' | 'kind' | 'status' | 'seenAt'
>;

/**
 * The services that launches have made something of that is still there. `launches` are oldest first;
 * `withEntries` are those of which the ledger has something that is not taken back.
 */
export function deriveFleet(
  launches: readonly Launch[],
  withEntries: ReadonlySet<string>,
): FleetMember[] {
  const there = new Map<string, FleetMember>();
  for (const launch of launches) {
    const { entityRef, kind, status } = launch;
    if (kind === 'decommission' && status === 'taken-back') {
      there.delete(entityRef);
    }
    // What an earlier launch has made outlives one that is taken back, and what is `continued` is
    // told by the launch that went on with it.
    if (kind === 'launch' && !['taken-back', 'continued'].includes(status)) {
      there.set(entityRef, memberOf(launch));
    }
  }
  return [...there.values()].filter(({ entityRef }) =>
    withEntries.has(entityRef),
  );
}

function memberOf(launch: Launch): FleetMember {
  const { entityRef, service, owner, actor, status, seenAt } = launch;
  return {
    entityRef,
    service,
    owner,
    actor,
    isLaunched: true,
    changedAt: status === 'running' ? undefined : seenAt,
  };
}
