import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import ssh2 from 'ssh2';
import { GitCache } from '../../argocd/source/GitCache.ts';
import { listRefs } from '../../argocd/source/listRefs.ts';
import { transportEnvironment } from '../../argocd/source/transportEnvironment.ts';
import { GitClient } from '../../forge/testing/gitClient.ts';
import { startTestGithub } from '../testing/startTestGithub.ts';
import type { TestGithub } from '../testing/startTestGithub.ts';
import { newKeyPair } from './newKeyPair.ts';

let world: TestGithub;
let client: GitClient;
let name = '';

before(async () => {
  world = await startTestGithub();
});
after(() => world.stop());
beforeEach(async () => {
  client = await GitClient.create();
  name = await world.repository();
});
afterEach(() => client.remove());

const overSsh = () => `${world.ssh.url}/acme/${name}.git`;

async function addKey(options: { readOnly: boolean; repository?: string }) {
  const pair = newKeyPair();
  const { id } = await world.make(
    'POST',
    `/repos/acme/${options.repository ?? name}/keys`,
    { title: 'test', key: pair.public, read_only: options.readOnly },
  );
  return { id, sshPrivateKey: pair.private };
}

async function clone(url: string): Promise<void> {
  const outcome = await client.run('clone', '-q', url, '.');
  assert.equal(outcome.code, 0, outcome.stderr);
}

const push = () => client.run('push', 'origin', 'HEAD');

test('a read-only deploy key opens its repository over SSH, and no other', async () => {
  const key = await addKey({ readOnly: true });
  const known = { ...key, knownHosts: world.ssh.knownHosts };
  client.env = transportEnvironment(known);
  await clone(overSsh());
  await client.commit('a.txt', 'a', 'Add a');
  const pushed = await push();
  assert.match(
    pushed.stderr,
    /ERROR: The key you are authenticating with has been marked as read only\./,
  );
  const other = await world.repository();
  const elsewhere = await client.run(
    'ls-remote',
    `${world.ssh.url}/acme/${other}.git`,
  );
  assert.match(elsewhere.stderr, /ERROR: Repository not found\./);
});

test('a deploy key that may write pushes over SSH, by the rules of the branch', async () => {
  client.env = transportEnvironment({
    ...(await addKey({ readOnly: false })),
    insecure: true,
  });
  await clone(overSsh());
  await client.commit('a.txt', 'a', 'Add a');
  const pushed = await push();
  assert.equal(pushed.code, 0, pushed.stderr);
  await world.make('POST', `/repos/acme/${name}/rulesets`, {
    name: 'main',
    enforcement: 'active',
    conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
    rules: [{ type: 'update' }],
  });
  await client.commit('b.txt', 'b', 'Add b');
  const again = await push();
  assert.match(again.stderr, /- Cannot update this protected ref\./);
  assert.match(
    again.stderr,
    /HEAD -> main \(push declined due to repository rule violations\)/,
  );
});

test('who looks whether a key may push, and leaves, keeps nobody from pushing', async () => {
  const key = await addKey({ readOnly: false });
  await leaveAtRefs(key.sshPrivateKey);
  client.env = transportEnvironment({ ...key, insecure: true });
  await clone(overSsh());
  await client.commit('a.txt', 'a', 'Add a');
  const pushed = await push();
  assert.equal(pushed.code, 0, pushed.stderr);
});

/** Begins a push and goes away when the refs have come. */
function leaveAtRefs(privateKey: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const looker = new ssh2.Client();
    looker
      .on('error', reject)
      .on('close', () => resolve())
      .on('ready', () =>
        looker.exec(`git-receive-pack '/acme/${name}.git'`, (error, stream) =>
          error ? reject(error) : stream.once('data', () => looker.end()),
        ),
      )
      .connect({
        host: 'localhost',
        port: Number(new URL(world.ssh.url).port),
        username: 'git',
        privateKey,
      });
  });
}

test('Argo CD’s twin reads refs over SSH, and says what is wrong as Argo CD does', async () => {
  const key = await addKey({ readOnly: true });
  const read = (credentials: object, url = overSsh()) =>
    listRefs({ url, credentials, timeoutSeconds: 10 });
  const refs = await read({ ...key, knownHosts: world.ssh.knownHosts });
  assert.deepEqual([...refs.keys()], ['HEAD', 'refs/heads/main']);
  const stranger = newKeyPair().private;
  const problems: Array<[credentials: object, url: string, problem: RegExp]> = [
    [key, overSsh(), /ssh: handshake failed: knownhosts: key is unknown$/],
    [{}, overSsh(), /error creating SSH agent/],
    [
      { sshPrivateKey: stranger, insecure: true },
      overSsh(),
      /ssh: unable to authenticate, attempted methods \[none publickey\]/,
    ],
    [
      { ...key, insecure: true },
      `${world.ssh.url}/acme/nowhere.git`,
      /^failed to list refs: repository not found$/,
    ],
    [
      { ...key, insecure: true },
      'ssh://git@localhost:1/acme/x.git',
      /dial tcp .*: connect: connection refused$/,
    ],
  ];
  for (const [credentials, url, problem] of problems) {
    await assert.rejects(read(credentials, url), { message: problem });
  }
  await world.api('DELETE', `/repos/acme/${name}/keys/${key.id}`);
  await assert.rejects(read({ ...key, insecure: true }), {
    message: /unable to authenticate/,
  });
});

test('Argo CD’s twin checks a commit out over SSH', async () => {
  const key = await addKey({ readOnly: true });
  const credentials = { ...key, knownHosts: world.ssh.knownHosts };
  const url = overSsh();
  const refs = await listRefs({ url, credentials, timeoutSeconds: 10 });
  const cache = new GitCache({
    folder: join(client.folder, 'cache'),
    timeoutSeconds: 30,
  });
  const readme = await cache.withCheckout(
    { url, commit: refs.get('HEAD')!, credentials },
    folder => readFile(join(folder, 'README.md'), 'utf8'),
  );
  assert.equal(readme, `# ${name}\n`);
});
