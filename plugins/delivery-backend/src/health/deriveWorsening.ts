import { thingKey, WiringReport } from '@slipway/plugin-wiring-node';

/** The findings that were not there before, by id and item. */
export function deriveWorsening(
  before: WiringReport | undefined,
  after: WiringReport,
): string[] {
  const known = new Set(before ? findings(before) : []);
  return findings(after).filter(finding => !known.has(finding));
}

function findings(report: WiringReport): string[] {
  return report.items.flatMap(({ thing, faults }) =>
    faults.map(({ id }) => `${id} (${thingKey(thing)})`),
  );
}
