import type { Mender } from '../preflight/findingKinds';

interface WiringFindingKind {
  /** `broken` stops deliveries now, or lets in who should not be; `attention` will, or is worse than it could be. */
  severity: 'broken' | 'attention';
  mend: 'repair' | 'rotate' | 'people';
  who: Mender;
}

const broken = (
  mend: WiringFindingKind['mend'],
  who: Mender,
): WiringFindingKind => ({ severity: 'broken', mend, who });
const attention = (
  mend: WiringFindingKind['mend'],
  who: Mender,
): WiringFindingKind => ({ severity: 'attention', mend, who });

/**
 * Each fault that a look at the wiring can find: how bad it is, by what it is mended and by whom. Its
 * words are `wiring.<id>.wrong`, `.breaks` and `.how` of the sentences of
 * `@slipway/plugin-delivery-common`; the how-to "What a look at the wiring finds" has them as a table.
 *
 * @public
 */
export const wiringFindingKinds = {
  'repository-missing': broken('people', 'forge-owner'),
  'repository-leaving': broken('people', 'forge-owner'),
  'repository-archived': broken('people', 'forge-owner'),
  'repository-moved': broken('people', 'forge-owner'),
  'branch-missing': broken('people', 'forge-owner'),
  'branch-changed': attention('people', 'forge-owner'),
  'branch-unprotected': broken('people', 'forge-owner'),
  'push-refused': broken('people', 'forge-owner'),
  'credential-missing': broken('repair', 'platform-team'),
  'credential-expired': broken('rotate', 'platform-team'),
  'credential-ends': attention('rotate', 'platform-team'),
  'credential-scopes': attention('rotate', 'platform-team'),
  'credential-orphaned': attention('repair', 'platform-team'),
  'variable-missing': broken('repair', 'platform-team'),
  'variable-changed': broken('repair', 'platform-team'),
  'variable-stale': broken('repair', 'platform-team'),
  'other-variable-missing': broken('people', 'launcher'),
  'other-variable-changed': attention('people', 'launcher'),
  'hook-missing': attention('repair', 'platform-team'),
  'hook-changed': attention('repair', 'platform-team'),
  'hook-refused': attention('repair', 'platform-team'),
  'hook-failing': attention('people', 'platform-team'),
  'other-hook-missing': attention('people', 'launcher'),
  'item-missing': broken('repair', 'platform-team'),
  'item-changed': attention('repair', 'platform-team'),
  'item-leaving': broken('people', 'cluster-owner'),
  'other-item-missing': broken('people', 'launcher'),
  'item-of-others': broken('people', 'cluster-owner'),
  'project-changed': broken('repair', 'platform-team'),
  'application-elsewhere': broken('repair', 'platform-team'),
  'application-lost': broken('people', 'launcher'),
  'pull-secret-refused': broken('repair', 'platform-team'),
  'registry-login-refused': broken('people', 'platform-team'),
  'repository-secret-refused': broken('repair', 'platform-team'),
  'repository-secret-elsewhere': broken('repair', 'platform-team'),
  'image-missing': broken('people', 'launcher'),
  'location-missing': attention('people', 'launcher'),
  'annotations-missing': attention('people', 'launcher'),
} as const satisfies Record<string, WiringFindingKind>;

/** @public */
export type WiringFindingId = keyof typeof wiringFindingKinds;

/** @public */
export const wiringFindingIds = Object.keys(
  wiringFindingKinds,
) as WiringFindingId[];
