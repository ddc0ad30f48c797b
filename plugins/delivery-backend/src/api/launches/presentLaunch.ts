import {
  LaunchStatus,
  LaunchSummary,
  LedgerItem,
} from '@slipway/plugin-delivery-common';
import { LedgerEntry, thingKey } from '@slipway/plugin-wiring-node';
import { deriveChain, LaunchRecord } from '../../ledger';

/** What can be taken back: what has ended in any way but well. */
const takeable: readonly LaunchStatus[] = [
  'interrupted',
  'failed',
  'cancelled',
  'take-back-failed',
];

export function mayBeTakenBack(status: LaunchStatus): boolean {
  return takeable.includes(status);
}

export function presentLaunch(
  record: LaunchRecord,
  status: LaunchStatus,
  options: { mayTakeBack: boolean },
): LaunchSummary {
  return {
    id: record.id,
    kind: record.kind,
    service: record.service,
    entityRef: record.entityRef,
    owner: record.owner,
    actor: record.actor,
    template: record.template,
    status,
    reason: record.reason,
    continuedBy: record.continuedBy,
    startedAt: record.startedAt.toISOString(),
    seenAt: record.seenAt.toISOString(),
    mayTakeBack:
      options.mayTakeBack && record.kind === 'launch' && mayBeTakenBack(status),
  };
}

export function presentItem(entry: LedgerEntry): LedgerItem {
  return {
    key: thingKey(entry.thing),
    kind: entry.thing.kind,
    what: entry.what,
    name: entry.name,
    status: entry.status,
    origin: entry.origin,
    madeBy: entry.madeBy,
    at: entry.at,
  };
}

/** What a launch looked after, or one that it has gone on with. */
export function itemsOf(
  id: string,
  launches: LaunchRecord[],
  entries: LedgerEntry[],
): LedgerItem[] {
  const chain = deriveChain(id, launches);
  return entries
    .filter(({ launch, madeBy }) => chain.has(launch) || chain.has(madeBy))
    .map(presentItem);
}

/** Those that need somebody first, then what is under way, then the newest. */
export function sortLaunches(launches: LaunchSummary[]): LaunchSummary[] {
  return [...launches].sort(
    (a, b) =>
      urgencyOf(a.status) - urgencyOf(b.status) ||
      b.startedAt.localeCompare(a.startedAt),
  );
}

function urgencyOf(status: LaunchStatus): number {
  if (mayBeTakenBack(status)) {
    return 0;
  }
  return status === 'running' || status === 'taking-back' ? 1 : 2;
}
