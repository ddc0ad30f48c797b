import {
  RiCheckboxCircleFill,
  RiErrorWarningFill,
  RiAlertFill,
  RiQuestionFill,
} from '@remixicon/react';
import {
  WiringFinding,
  WiringHealth,
  WiringStanding,
  WiringWork,
} from '@slipway/plugin-delivery-common';
import { look, Look } from '../present/Look';
import { MessageKey, Phrase, phrase } from '../translation';

const looks: Record<WiringStanding, Look> = {
  broken: look('danger', RiErrorWarningFill, 'wiring.standing.broken'),
  attention: look('warning', RiAlertFill, 'wiring.standing.attention'),
  unknown: look('neutral', RiQuestionFill, 'wiring.standing.unknown'),
  sound: look('success', RiCheckboxCircleFill, 'wiring.standing.sound'),
};

export function presentWiringStanding(standing: WiringStanding): Look {
  return looks[standing] ?? looks.unknown;
}

/** What all of it comes to: a sentence for each standing of an item that is not sound. */
export function presentVerdict(
  health: Pick<WiringHealth, 'checkedAt' | 'items'>,
): Phrase[] {
  const { checkedAt, items } = health;
  if (!checkedAt) {
    return [phrase('wiring.verdict.unchecked')];
  }
  if (items.length === 0) {
    return [phrase('wiring.verdict.none')];
  }
  const wrong = (['broken', 'attention', 'unknown'] as const).flatMap(of => {
    const count = items.filter(({ standing }) => standing === of).length;
    return count > 0 ? [phrase(`wiring.verdict.${of}`, { count })] : [];
  });
  return wrong.length > 0
    ? wrong
    : [phrase('wiring.verdict.sound', { count: items.length })];
}

const mends: Record<WiringFinding['mend'], MessageKey> = {
  repair: 'wiring.mend.repair',
  rotate: 'wiring.mend.rotate',
  people: 'wiring.mend.people',
};

export function presentMend(mend: WiringFinding['mend']): MessageKey {
  return mends[mend];
}

const going: Record<WiringWork['kind'], MessageKey> = {
  check: 'wiring.work.check',
  repair: 'wiring.work.repair',
  rotate: 'wiring.work.rotate',
};

/** A newer backend may do what this page does not know. */
export function presentWork(kind: WiringWork['kind']): MessageKey {
  return going[kind] ?? 'wiring.work.unknown';
}

/** What has been done, or that it was not. */
export function presentDone(work: WiringWork): MessageKey {
  const hasFailed = work.failure !== undefined;
  switch (work.kind) {
    case 'repair':
      return hasFailed ? 'wiring.done.failedRepair' : 'wiring.done.repair';
    case 'rotate':
      return hasFailed ? 'wiring.done.failedRotate' : 'wiring.done.rotate';
    default:
      return hasFailed ? 'wiring.done.failedUnknown' : 'wiring.done.unknown';
  }
}

const results: Record<WiringWork['outcomes'][number]['result'], MessageKey> = {
  created: 'wiring.result.created',
  updated: 'wiring.result.updated',
  unchanged: 'wiring.result.unchanged',
};

export function presentResult(
  result: WiringWork['outcomes'][number]['result'],
): MessageKey {
  return results[result] ?? 'wiring.result.unknown';
}

/** People by their name, as the catalog writes it. */
export function presentActor(actor: string): string {
  return actor.replace(/^user:(default\/)?/, '');
}

/** The credential that ends first, of those that end. */
export function deriveFirstEnd(
  items: Array<{ expiresAt?: string }>,
): string | undefined {
  const ends = items
    .flatMap(({ expiresAt }) => expiresAt ?? [])
    .filter(end => !Number.isNaN(Date.parse(end)));
  return ends.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}
