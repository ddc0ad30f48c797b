import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import ssh2 from 'ssh2';
import { GitCache } from '../../argocd/source/GitCache.ts';
import { listRefs } from '../../argocd/source/listRefs.ts';
import { transportEnvironment } from '../../argocd/source/transportEnvironment.ts';
import { GitClient } from '../../forge/testing/gitClient.ts';
import { startTestGithub } from '../testing/startTestGithub.ts';
import type { TestGithub } from '../testing/startTestGithub.ts';

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

const overHttp = (password: string, username = 'x-access-token') =>
  `${world.url.replace('//', `//${username}:${password}@`)}/acme/${name}.git`;
const overSsh = () => `${world.ssh.url}/acme/${name}.git`;

async function addKey(options: { readOnly: boolean; repository?: string }) {
  const pair = ssh2.utils.generateKeyPairSync('ed25519');
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

async function push(...args: string[]) {
  return client.run('push', 'origin', ...(args.length ? args : ['HEAD']));
}

for (const username of ['x-access-token', 'slipway', 'anything']) {
  test(`a token opens a repository under the user name ${username}`, async () => {
    await clone(overHttp(world.token, username));
    await client.commit('a.txt', 'a', 'Add a');
    const pushed = await push();
    assert.equal(pushed.code, 0, pushed.stderr);
    const { body } = await world.api('GET', `/repos/acme/${name}/commits`);
    assert.equal(body[0].commit.message, 'Add a');
  });
}

interface Refused {
  name: string;
  token: () => string;
  /** What a fetch is told; undefined where it is let through. */
  fetch?: RegExp;
  push: RegExp;
}

const refused: Refused[] = [
  {
    name: 'a wrong token',
    token: () => 'ghp_nobody',
    fetch: /Invalid username or token/,
    push: /Invalid username or token/,
  },
  {
    name: 'a token that reads packages alone',
    token: () => world.tokenOf('slipway', ['read:packages']),
    fetch: /Repository not found/,
    push: /Repository not found/,
  },
  {
    name: 'a viewer',
    token: () => world.tokenOf('viewer'),
    push: /Permission to acme\/repository-\d+\.git denied to viewer/,
  },
  {
    name: 'a fine-grained token that reads',
    token: () => world.fineGrained('slipway', { contents: 'read' }),
    push: /Write access to repository not granted/,
  },
];
for (const each of refused) {
  test(`git is told why ${each.name} is refused`, async () => {
    const url = overHttp(each.token());
    const fetched = await client.run('ls-remote', url);
    if (each.fetch) {
      assert.match(fetched.stderr, each.fetch);
    } else {
      assert.equal(fetched.code, 0, fetched.stderr);
    }
    await clone(overHttp(world.token));
    await client.commit('a.txt', 'a', 'Add a');
    const pushed = await client.run('push', url, 'HEAD:refs/heads/main');
    assert.notEqual(pushed.code, 0);
    assert.match(pushed.stderr, each.push);
  });
}

test('a workflow file is not pushed with a token without the workflow scope', async () => {
  await clone(overHttp(world.tokenOf('slipway', ['repo'])));
  await mkdir(`${client.folder}/.github/workflows`, { recursive: true });
  await client.commit(
    '.github/workflows/ci.yml',
    'on: push\n',
    'Add a workflow',
  );
  const pushed = await push();
  assert.match(
    pushed.stderr,
    /! \[remote rejected\] HEAD -> main \(refusing to allow a Personal Access Token to create or update workflow `\.github\/workflows\/ci\.yml` without `workflow` scope\)/,
  );
  const again = await client.run('push', overHttp(world.token), 'HEAD:main');
  assert.equal(again.code, 0, again.stderr);
});

test('a protected branch refuses a push with GH006 and its reasons', async () => {
  await world.make('PUT', `/repos/acme/${name}/branches/main/protection`, {
    required_status_checks: null,
    enforce_admins: true,
    required_pull_request_reviews: {},
    restrictions: null,
  });
  await clone(overHttp(world.token));
  await client.commit('a.txt', 'a', 'Add a');
  const pushed = await push();
  assert.match(
    pushed.stderr,
    /remote: error: GH006: Protected branch update failed for refs\/heads\/main\./,
  );
  assert.match(
    pushed.stderr,
    /remote: - Changes must be made through a pull request\./,
  );
  assert.match(
    pushed.stderr,
    /\[remote rejected\] HEAD -> main \(protected branch hook declined\)/,
  );
});

test('a ruleset refuses a push with GH013, and whoever may go round it goes round it', async () => {
  const { id } = await world.make('POST', `/repos/acme/${name}/rulesets`, {
    name: 'main',
    enforcement: 'active',
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [{ type: 'pull_request' }],
  });
  await clone(overHttp(world.token));
  await client.commit('a.txt', 'a', 'Add a');
  const pushed = await push();
  assert.match(pushed.stderr, /GH013: Repository rule violations found/);
  assert.match(
    pushed.stderr,
    /HEAD -> main \(push declined due to repository rule violations\)/,
  );
  await world.make('PUT', `/repos/acme/${name}/rulesets/${id}`, {
    bypass_actors: [
      { actor_type: 'RepositoryRole', actor_id: 5, bypass_mode: 'always' },
    ],
  });
  const again = await push();
  assert.equal(again.code, 0, again.stderr);
});

test('an archived repository is read and not written', async () => {
  await clone(overHttp(world.token));
  await client.commit('a.txt', 'a', 'Add a');
  await world.make('PATCH', `/repos/acme/${name}`, { archived: true });
  const pushed = await push();
  assert.match(
    pushed.stderr,
    /This repository was archived so it is read-only/,
  );
});

test('a renamed repository is found under its former name', async () => {
  await clone(overHttp(world.token));
  await world.make('PATCH', `/repos/acme/${name}`, {
    name: world.fresh('renamed'),
  });
  const fetched = await client.run('fetch', 'origin');
  assert.equal(fetched.code, 0, fetched.stderr);
});

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

test('Argo CD’s twin reads refs over SSH, and says what is wrong as Argo CD does', async () => {
  const key = await addKey({ readOnly: true });
  const read = (credentials: object, url = overSsh()) =>
    listRefs({ url, credentials, timeoutSeconds: 10 });
  const refs = await read({ ...key, knownHosts: world.ssh.knownHosts });
  assert.deepEqual([...refs.keys()], ['HEAD', 'refs/heads/main']);
  const stranger = ssh2.utils.generateKeyPairSync('ed25519').private;
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

test('the registry takes a token that writes packages, and tells another what it lacks', async () => {
  const ask = async (token: string, actions: string) => {
    const response = await fetch(
      `${world.url}/jwt/auth?service=container_registry&scope=repository:acme/${name}:${actions}`,
      { headers: { authorization: `Basic ${btoa(`x:${token}`)}` } },
    );
    return { status: response.status, body: await response.json() };
  };
  const { tokens, bot, forge } = world.github.context;
  const project = forge.access.lookUpProject(`acme/${name}`)!;
  const job = (packages: 'read' | 'write') =>
    tokens.issueWorkflowToken({
      jobId: 1,
      projectId: project.id,
      userId: bot('github-actions[bot]').id,
      permissions: { packages },
    });
  const reader = world.tokenOf('slipway', ['read:packages']);
  assert.equal((await ask(world.token, 'pull,push')).status, 200);
  assert.equal((await ask(job('write'), 'pull,push')).status, 200);
  assert.equal((await ask(reader, 'pull')).status, 200);
  for (const token of [reader, job('read')]) {
    const { status, body } = await ask(token, 'pull,push');
    assert.equal(status, 403);
    assert.deepEqual(
      [body.errors[0].code, body.errors[0].message],
      ['DENIED', 'permission_denied: write_package'],
    );
  }
  assert.equal((await ask('ghp_nobody', 'pull')).status, 401);
});

test('an image has one name on either of the forge’s hosts', async () => {
  const repository = `acme/${name}`;
  const credentials = { username: 'x', password: world.token };
  await world.registry.pushSimulatedImage({
    repository,
    tag: '1',
    labels: {},
    credentials,
  });
  const { host, port } = new URL(world.url);
  for (const where of [host, `127.0.0.1:${port}`]) {
    const image = `${where}/${repository}:1`;
    assert.equal(await world.registry.canPull(image, credentials), 'ok');
  }
  assert.equal(
    await world.registry.canPull(`localhost:1/${repository}:1`, credentials),
    'unknown-host',
  );
});
