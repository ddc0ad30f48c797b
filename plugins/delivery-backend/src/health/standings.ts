import {
  wiringStandings,
  WiringStanding,
} from '@slipway/plugin-delivery-common';
import { WiringFault, WiringItemReport } from '@slipway/plugin-wiring-node';

/** A fault that is known counts for more than what could not be looked at. */
export function standingOf(
  item: Pick<WiringItemReport, 'faults' | 'unknownBecause'>,
): WiringStanding {
  const [worst] = worstFirst(item.faults, ({ severity }) => severity);
  return worst?.severity ?? (item.unknownBecause ? 'unknown' : 'sound');
}

/** Of nothing nothing is known. */
export function worstOf(standings: readonly WiringStanding[]): WiringStanding {
  return worstFirst(standings, one => one)[0] ?? 'unknown';
}

/** Those that stand alike keep their order. */
export function worstFirst<T>(
  list: readonly T[],
  standing: (one: T) => WiringStanding | WiringFault['severity'],
): T[] {
  const rank = (one: T) => wiringStandings.indexOf(standing(one));
  return [...list].sort((a, b) => rank(a) - rank(b));
}
