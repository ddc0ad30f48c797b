/**
 * Started by git as `pre-receive`: reads what is to be pushed, refuses what the rules in its
 * environment do not allow, and writes the push options down for the forge.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { derivePushRefusal } from '../pushRules.ts';
import type { PushCommand, PushRules } from '../pushRules.ts';

const rules: PushRules = JSON.parse(process.env.SLIPWAY_PUSH_RULES!);
const count = Number(process.env.GIT_PUSH_OPTION_COUNT ?? 0);
const options = Array.from(
  { length: count },
  (_, index) => process.env[`GIT_PUSH_OPTION_${index}`]!,
);
writeFileSync(process.env.SLIPWAY_PUSH_RESULT!, JSON.stringify({ options }), {
  mode: 0o600,
});

const zeros = /^0+$/;

function isForced(before: string, after: string): boolean {
  if (zeros.test(before) || zeros.test(after)) {
    return false;
  }
  const result = spawnSync('git', [
    'merge-base',
    '--is-ancestor',
    before,
    after,
  ]);
  return result.status !== 0;
}

const commands: PushCommand[] = readFileSync(0, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map(line => {
    const [before, after, ref] = line.split(' ');
    return { before, after, ref, forced: isForced(before, after) };
  });

for (const command of commands) {
  const refusal = derivePushRefusal(rules, command);
  if (refusal) {
    process.stderr.write(`GitLab: ${refusal}\n`);
    process.exit(1);
  }
}
