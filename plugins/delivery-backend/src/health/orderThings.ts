import { ConflictError, InputError } from '@backstage/errors';
import { Thing, thingKey, WiringReport } from '@slipway/plugin-wiring-node';
import { basisOf } from './basisOf';

/** What somebody asks for, on what they have seen. */
export interface WiringAsk {
  kind: 'repair' | 'rotate';
  basis: string;
  /** Keys of items. */
  items: readonly string[];
}

/** The things that are asked for; refuses what is not as it was seen, and what cannot be done. */
export function orderThings(
  service: string,
  report: WiringReport,
  ask: WiringAsk,
): Thing[] {
  if (basisOf(report) !== ask.basis) {
    throw new ConflictError(
      `The wiring of ${service} is not what you have seen any more; look again`,
    );
  }
  const byKey = new Map(report.items.map(one => [thingKey(one.thing), one]));
  return [...new Set(ask.items)].map(key => {
    const item = byKey.get(key);
    if (!item) {
      throw new InputError(`The wiring of ${service} has no item ${key}`);
    }
    const { what, name, faults, canRotate, thing } = item;
    if (ask.kind === 'rotate' && !canRotate) {
      throw new InputError(
        `The ${what} ${name} is not a credential that can be rotated`,
      );
    }
    if (
      ask.kind === 'repair' &&
      !faults.some(({ mend }) => mend === 'repair')
    ) {
      throw new InputError(
        `Nothing was found at the ${what} ${name} that a repair mends`,
      );
    }
    return thing;
  });
}
