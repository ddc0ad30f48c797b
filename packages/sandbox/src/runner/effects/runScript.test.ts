import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runScript } from './runScript.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-script-'));
});
after(() => rm(folder, { recursive: true }));

async function run(
  script: string,
  options: { timeout?: number; signal?: AbortSignal } = {},
) {
  await writeFile(join(folder, 'script.sh'), script);
  let output = '';
  const outcome = await runScript({
    folder,
    home: folder,
    path: 'script.sh',
    args: ['one'],
    variables: { GIVEN: 'given' },
    timeoutMilliseconds: options.timeout ?? 10_000,
    signal: options.signal ?? new AbortController().signal,
    onOutput: text => {
      output += text;
    },
  });
  return { outcome, output };
}

test('a script has the variables given, its arguments, and nothing of this process', async () => {
  process.env.SLIPWAY_TEST_SECRET = 'secret';
  const { outcome, output } = await run(
    'echo "$GIVEN $1 [${SLIPWAY_TEST_SECRET:-}] $HOME"; exit 3',
  );
  delete process.env.SLIPWAY_TEST_SECRET;
  assert.deepEqual(outcome, { kind: 'ended', code: 3 });
  assert.equal(output, `given one [] ${folder}\n`);
});

test('a script that takes too long ends with all that it has started', async () => {
  const { outcome, output } = await run('sleep 60 & echo $!; wait', {
    timeout: 300,
  });
  assert.deepEqual(outcome, { kind: 'timed-out' });
  // Until its new parent looks at it, what has ended is still listed, as a zombie.
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', output.trim()]);
  assert.match(stdout.toString().trim(), /^(Z.*)?$/);
});

test('a script ends when its job is cancelled', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 100);
  const { outcome } = await run('sleep 60', { signal: abort.signal });
  assert.deepEqual(outcome, { kind: 'aborted' });
});
