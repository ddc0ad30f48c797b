import { createHash } from 'node:crypto';
import { thingKey, WiringReport } from '@slipway/plugin-wiring-node';

/**
 * Of the items and what was found wrong with each. Words and numbers in the findings do not count: a
 * credential that ends one day sooner is the same finding.
 */
export function basisOf(report: WiringReport): string {
  const seen = report.items
    .map(({ thing, faults, canRotate }) => [
      thingKey(thing),
      faults.map(({ id, mend }) => `${id} ${mend}`).sort(),
      canRotate,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(seen))
    .digest('hex')
    .slice(0, 32);
}
