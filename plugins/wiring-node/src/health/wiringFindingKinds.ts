import { Mender } from '../preflight/findingKinds';

/**
 * Each fault that a look at the wiring can find: how bad it is, by what it is mended and by whom.
 *
 * @public
 */
export const wiringFindingKinds = {
  'item-missing': {
    severity: 'broken',
    mend: 'repair',
    who: 'platform-team',
  },
} as const satisfies Record<
  string,
  {
    severity: 'broken' | 'attention';
    mend: 'repair' | 'rotate' | 'people';
    who: Mender;
  }
>;

/** @public */
export type WiringFindingId = keyof typeof wiringFindingKinds;
