import { join } from 'node:path';
import { root } from '../paths.ts';
import { checkFindingsHowTo, type FindingKind } from './findingsHowTo.ts';

const { findingKinds } = (await import(
  join(root, 'plugins/wiring-node/src/preflight/findingKinds.ts')
)) as { findingKinds: Record<string, FindingKind> };
const { findingSentences } = (await import(
  join(root, 'plugins/delivery-common/src/preflight/findingSentences.ts')
)) as { findingSentences: Record<string, string> };

const menders: Record<string, string> = {
  'platform-team': 'the platform team',
  'forge-owner': 'who owns the group on the forge',
  'cluster-owner': 'who runs the cluster',
  launcher: 'you',
};

checkFindingsHowTo({
  file: 'docs/how-to/what-preflight-finds.md',
  kinds: findingKinds,
  sentences: findingSentences,
  prefix: 'preflight',
  mender: ({ who }) => menders[who],
  advice: 'mend',
});
