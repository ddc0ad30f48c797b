import { join } from 'node:path';
import { root } from '../paths.ts';
import { checkFindingsHowTo, type FindingKind } from './findingsHowTo.ts';

const { wiringFindingKinds } = (await import(
  join(root, 'plugins/wiring-node/src/health/wiringFindingKinds.ts')
)) as { wiringFindingKinds: Record<string, FindingKind> };
const { wiringSentences } = (await import(
  join(root, 'plugins/delivery-common/src/wiring/wiringSentences.ts')
)) as { wiringSentences: Record<string, string> };

const mends: Record<string, string> = {
  repair: '_Repair_',
  rotate: '_Rotate_',
  people: 'people',
};

checkFindingsHowTo({
  file: 'docs/how-to/what-wiring-health-finds.md',
  kinds: wiringFindingKinds,
  sentences: wiringSentences,
  prefix: 'wiring',
  mender: ({ mend }) => mends[mend],
  advice: 'how',
});
