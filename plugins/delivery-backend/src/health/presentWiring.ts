import {
  WiringFinding,
  WiringHealth,
  WiringItem,
  WiringSummary,
  WiringWork,
} from '@slipway/plugin-delivery-common';
import {
  Outcome,
  Thing,
  thingKey,
  WiringFault,
  WiringItemReport,
  WiringReport,
} from '@slipway/plugin-wiring-node';
import { basisOf } from './basisOf';
import { standingOf, worstFirst, worstOf } from './standings';
import { StoredChecks, StoredWiring } from './StoredWiring';
import { WiringOrder } from './WiringOrder';

const nothing: WiringReport = { items: [] };

/** What one person sees of the wiring of a service. Pure. */
export function presentWiring(options: {
  entityRef: string;
  service: string;
  /** Undefined for one that the portal has just met. */
  stored: StoredWiring | undefined;
  /** What is being done, with what it has done so far, and what was done last. */
  current?: WiringOrder;
  last?: WiringOrder;
  mayRepair: boolean;
  mayRotate: boolean;
}): WiringHealth {
  const { stored, current, last, ...rest } = options;
  const report = stored?.report ?? nothing;
  const items = presentItems(report);
  return {
    ...rest,
    standing: worstOf(items.map(({ standing }) => standing)),
    ...(stored?.checkedAt !== undefined && {
      checkedAt: isoOf(stored.checkedAt),
    }),
    items,
    ...presentFailure(stored),
    ...presentCurrent(stored, current),
    ...(last && { lastWork: presentOrder(last) }),
    basis: basisOf(report),
  };
}

/** One line of the list of all. */
export function presentWiringSummary(stored: StoredWiring): WiringSummary {
  const items = presentItems(stored.report ?? nothing);
  const count = (standing: WiringItem['standing']) =>
    items.filter(item => item.standing === standing).length;
  const ends = items.flatMap(({ expiresAt }) => expiresAt ?? []).sort();
  return {
    entityRef: stored.entityRef,
    service: stored.service,
    standing: worstOf(items.map(({ standing }) => standing)),
    ...(stored.checkedAt !== undefined && {
      checkedAt: isoOf(stored.checkedAt),
    }),
    broken: count('broken'),
    attention: count('attention'),
    unknown: count('unknown'),
    items: items.length,
    ...(ends.length > 0 && { nextExpiry: ends[0] }),
    ...(items[0]?.findings[0] && { worst: items[0].findings[0].wrong }),
  };
}

/** Worst first, then by name. */
export function sortSummaries(services: WiringSummary[]): WiringSummary[] {
  const byName = [...services].sort((a, b) =>
    a.service.localeCompare(b.service),
  );
  return worstFirst(byName, ({ standing }) => standing);
}

function presentItems(report: WiringReport): WiringItem[] {
  return worstFirst(report.items.map(presentItem), ({ standing }) => standing);
}

function presentItem(item: WiringItemReport): WiringItem {
  const { thing, faults, unknownBecause, webUrl, expiresAt, scopes } = item;
  return {
    key: thingKey(thing),
    what: item.what,
    name: item.name,
    place: placeOf(thing),
    standing: standingOf(item),
    findings: worstFirst(faults, ({ severity }) => severity).map(presentFault),
    ...(unknownBecause !== undefined && { unknownBecause }),
    ...(webUrl !== undefined && { webUrl }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(scopes !== undefined && { scopes }),
    canRotate: item.canRotate,
  };
}

function presentFault({ id, severity, mend, params }: WiringFault) {
  const say = (part: 'wrong' | 'breaks' | 'how') => ({
    key: `wiring.${id}.${part}` as const,
    params,
  });
  return {
    id,
    severity,
    mend,
    wrong: say('wrong'),
    breaks: say('breaks'),
    how: say('how'),
  } satisfies WiringFinding;
}

function placeOf(thing: Thing): string {
  if ('host' in thing) {
    return thing.host;
  }
  if (thing.kind === 'object') {
    return thing.cluster;
  }
  return URL.canParse(thing.url) ? new URL(thing.url).host : thing.url;
}

function presentFailure(
  stored: StoredChecks | undefined,
): Pick<WiringHealth, 'checkFailure'> {
  return stored?.failure !== undefined && stored.attemptedAt !== undefined
    ? {
        checkFailure: {
          at: isoOf(stored.attemptedAt),
          reason: stored.failure,
        },
      }
    : {};
}

function presentCurrent(
  stored: StoredChecks | undefined,
  current: WiringOrder | undefined,
): Pick<WiringHealth, 'work'> {
  if (current) {
    return { work: presentOrder(current) };
  }
  const since = stored?.checkingSince ?? stored?.pendingSince;
  if (!stored || since === undefined) {
    return {};
  }
  const actor =
    stored.checkingSince === undefined ? stored.pendingBy : stored.checkingBy;
  const work: WiringWork = {
    kind: 'check',
    ...(actor !== undefined && { actor }),
    startedAt: isoOf(since),
    outcomes: [],
  };
  return { work };
}

function presentOrder(order: WiringOrder): WiringWork {
  const { kind, actor, startedAt, endedAt, failure, outcomes } = order;
  return {
    kind,
    actor,
    startedAt: startedAt.toISOString(),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
    ...(failure !== undefined && { failure }),
    outcomes: outcomes.map(({ what, name, result }: Outcome) => ({
      what,
      name,
      result,
    })),
  };
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}
