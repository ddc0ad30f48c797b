/**
 * Started by git as `pre-receive`: reads what is to be pushed, refuses what the rules in its
 * environment do not allow, and writes the push options down for the forge, with the reason for
 * each ref that it refuses.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  deriveGithubRefusal,
  describeGithubRefusal,
} from '../githubPushRules.ts';
import type { GithubPushRules, GithubRefusal } from '../githubPushRules.ts';
import { derivePushRefusal } from '../pushRules.ts';
import type { PushCommand, PushRules } from '../pushRules.ts';

const rules: PushRules = JSON.parse(process.env.SLIPWAY_PUSH_RULES!);
const count = Number(process.env.GIT_PUSH_OPTION_COUNT ?? 0);
const options = Array.from(
  { length: count },
  (_, index) => process.env[`GIT_PUSH_OPTION_${index}`]!,
);
function writeResult(reasons: Record<string, string> = {}): void {
  writeFileSync(
    process.env.SLIPWAY_PUSH_RESULT!,
    JSON.stringify({ options, reasons }),
    { mode: 0o600 },
  );
}
writeResult();

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

function git(...args: string[]): string[] {
  const { stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean);
}

/** By GitHub's rules, and by GitLab's for who came in by GitHub's door. */
function refuseByGithub(
  github: GithubPushRules,
  command: PushCommand,
): GithubRefusal | undefined {
  const isGone = zeros.test(command.after);
  const fresh = [command.after, '--not', '--all'];
  const log = ['log', '--format=', '--name-only', ...fresh];
  const refusal = deriveGithubRefusal(github, {
    ...command,
    hasMerges: !isGone && git('rev-list', '--merges', ...fresh).length > 0,
    workflows: isGone ? [] : git(...log, '--', '.github/workflows'),
  });
  if (refusal || !derivePushRefusal(rules, command)) {
    return refusal;
  }
  return {
    kind: 'protection',
    problems: ["You're not authorized to push to this branch."],
    reason: 'protected branch hook declined',
  };
}

for (const command of commands) {
  if (rules.github) {
    const refusal = refuseByGithub(rules.github, command);
    if (refusal) {
      const lines = describeGithubRefusal(rules.github, command, refusal);
      process.stderr.write(lines.map(line => `${line}\n`).join(''));
      writeResult({ [command.ref]: refusal.reason });
      process.exit(1);
    }
    continue;
  }
  const refusal = derivePushRefusal(rules, command);
  if (refusal) {
    process.stderr.write(`GitLab: ${refusal}\n`);
    process.exit(1);
  }
}
