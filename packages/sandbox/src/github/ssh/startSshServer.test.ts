import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestGithub } from '../testing/startTestGithub.ts';
import type { TestGithub } from '../testing/startTestGithub.ts';
import { parseGitCommand } from './parseGitCommand.ts';
import { startSshServer } from './startSshServer.ts';

let world: TestGithub;
let folder = '';

before(async () => {
  world = await startTestGithub();
  folder = await mkdtemp(join(tmpdir(), 'slipway-ssh-'));
});
after(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

test('it is the same host at the same place when it starts again on its folder', async () => {
  const { context } = world.github;
  const first = await startSshServer(context, folder);
  await first.stop();
  const second = await startSshServer(context, folder);
  await second.stop();
  assert.equal(second.url, first.url);
  assert.equal(second.knownHosts, first.knownHosts);
  const { mode } = await stat(join(folder, 'ssh.json'));
  assert.equal(mode & 0o777, 0o600);

  const other = createServer();
  await new Promise<void>(resolve => {
    other.listen(first.port, '127.0.0.1', resolve);
  });
  const third = await startSshServer(context, folder);
  assert.notEqual(third.port, first.port);
  assert.equal(
    third.knownHosts.split(' ')[2],
    first.knownHosts.split(' ')[2],
    'the key stays where the port cannot',
  );
  await third.stop();
  await new Promise(resolve => other.close(resolve));
});

test('a file that is none of its own is not overwritten', async () => {
  await writeFile(join(folder, 'ssh.json'), '{}');
  await assert.rejects(
    startSshServer(world.github.context, folder),
    /does not hold the key of the sandbox's SSH/,
  );
});

const commands: Array<[command: string, path: string | undefined]> = [
  ["git-upload-pack '/acme/payments.git'", 'acme/payments'],
  ["git-upload-pack 'acme/payments'", 'acme/payments'],
  ["git upload-pack '/acme/pay.ments.git'", 'acme/pay.ments'],
  ["git-receive-pack '/acme/payments.git/'", 'acme/payments'],
  ["git-upload-pack '/acme/payments.git'; id", undefined],
  ["git-upload-archive '/acme/payments.git'", undefined],
  ['', undefined],
];
for (const [command, path] of commands) {
  test(`over SSH ${command || 'nothing'} asks for ${
    path ?? 'what is not there'
  }`, () => {
    assert.equal(parseGitCommand(command)?.path, path);
  });
}
