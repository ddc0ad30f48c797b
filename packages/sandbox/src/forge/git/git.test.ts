import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { PushEvent } from '../../world/seams.ts';
import { GitClient } from '../testing/gitClient.ts';
import { startTestForge } from '../testing/startTestForge.ts';
import type { TestForge } from '../testing/startTestForge.ts';

let world: TestForge;
let client: GitClient;
let project: { id: number };
const pushes: PushEvent[] = [];
let count = 0;
let path = '';

before(async () => {
  world = await startTestForge();
  world.forge.onPush(push => pushes.push(push));
});
after(() => world.stop());

beforeEach(async t => {
  client = await GitClient.create();
  if ('after' in t) {
    (t as unknown as { after(work: () => Promise<void>): void }).after(() =>
      client.remove(),
    );
  }
  count += 1;
  path = `acme/repository-${count}`;
  const group = (await world.api('GET', '/groups/acme')).body;
  project = (
    await world.api('POST', '/projects', {
      name: `repository-${count}`,
      namespace_id: group.id,
    })
  ).body;
  pushes.length = 0;
});

const url = (password: string, username = 'oauth2', where = path) =>
  world.url.replace(
    'http://',
    `http://${encodeURIComponent(username)}:${password}@`,
  ) + `/${where}.git`;

async function fill(): Promise<void> {
  const answer = await world.api(
    'POST',
    `/projects/${project.id}/repository/commits`,
    {
      branch: 'main',
      commit_message: 'Begin',
      actions: [{ action: 'create', file_path: 'a.txt', content: 'a\n' }],
    },
  );
  assert.equal(answer.status, 201);
}

async function clone(password: string, username?: string): Promise<void> {
  const outcome = await client.run('clone', url(password, username), '.');
  assert.equal(outcome.code, 0, outcome.stderr);
}

test('an empty repository can be cloned, and the first push makes the default branch and protects it', async () => {
  await clone(world.token);
  await client.run('checkout', '-q', '-B', 'trunk');
  await client.commit('a.txt', 'a', 'Begin');
  const pushed = await client.run('push', 'origin', 'trunk');
  assert.equal(pushed.code, 0, pushed.stderr);
  const { body } = await world.api('GET', `/projects/${project.id}`);
  assert.equal(body.default_branch, 'trunk');
  assert.equal(body.empty_repo, false);
  const protection = await world.api(
    'GET',
    `/projects/${project.id}/protected_branches/trunk`,
  );
  assert.deepEqual(
    protection.body.push_access_levels.map((each: any) => each.access_level),
    [40],
  );
  assert.equal(protection.body.allow_force_push, false);
});

test('a push is told to listeners with its person, its commits’ range and its options', async () => {
  await fill();
  const first = pushes[0].after;
  await clone(world.tokenOf('developer'), 'developer');
  await client.commit('b.txt', 'b', 'Add b');
  const outcome = await client.run('push', '-o', 'ci.skip', 'origin', 'HEAD');
  assert.equal(outcome.code, 0, outcome.stderr);
  const head = (await client.run('rev-parse', 'HEAD')).stdout.trim();
  const { name, email } = world.forge.context.records.users.find(
    user => user.username === 'developer',
  )!;
  assert.deepEqual(pushes.at(-1), {
    project: path,
    ref: 'refs/heads/main',
    before: first,
    after: head,
    user: { id: 2, username: 'developer', name, email },
    options: ['ci.skip'],
  });
});

test('several refs of one push are told one by one; tags and deletions too', async () => {
  await fill();
  await clone(world.token);
  await client.run('branch', 'one');
  await client.run('tag', 'v1');
  await client.run('push', 'origin', 'one', 'v1');
  assert.deepEqual(
    pushes
      .slice(1)
      .map(push => push.ref)
      .sort(),
    ['refs/heads/one', 'refs/tags/v1'],
  );
  await client.run('push', 'origin', '--delete', 'one');
  assert.equal(pushes.at(-1)!.after, '0'.repeat(40));
});

test('who is no maintainer is refused a push to the protected branch in GitLab’s words', async () => {
  await fill();
  const developer = world.forge.context.records.members;
  const member = developer.find(each => each.userId === 2)!;
  developer.put({ ...member, accessLevel: 30 });
  try {
    await clone(world.tokenOf('developer'), 'developer');
    await client.commit('b.txt', 'b', 'Add b');
    const { code, stderr } = await client.run('push', 'origin', 'HEAD:main');
    assert.notEqual(code, 0);
    assert.match(
      stderr,
      /remote: GitLab: You are not allowed to push code to protected branches on this project\./,
    );
    assert.match(
      stderr,
      /! \[remote rejected\] HEAD -> main \(pre-receive hook declined\)/,
    );
    assert.equal(pushes.length, 1);
    const other = await client.run('push', 'origin', 'HEAD:feature');
    assert.equal(other.code, 0, other.stderr);
  } finally {
    developer.put(member);
  }
});

test('history of the protected branch is not rewritten, by nobody', async () => {
  await fill();
  await clone(world.token);
  await client.run('commit', '--amend', '--quiet', '--message', 'Rewritten');
  const { code, stderr } = await client.run(
    'push',
    '--force',
    'origin',
    'HEAD',
  );
  assert.notEqual(code, 0);
  assert.match(
    stderr,
    /GitLab: You are not allowed to force push code to a protected branch on this project\./,
  );
});

test('the default branch cannot be deleted by a push', async () => {
  await fill();
  await clone(world.token);
  const { stderr } = await client.run('push', 'origin', '--delete', 'main');
  assert.match(stderr, /The default branch of a project cannot be deleted\./);
});

test('a renamed project is still reached by its former address', async () => {
  await fill();
  await world.api('PUT', `/projects/${project.id}`, {
    path: `renamed-${count}`,
  });
  await clone(world.token);
});

test('an address without .git is sent to the one with it', async () => {
  await fill();
  const outcome = await client.run(
    'clone',
    url(world.token).replace(/\.git$/, ''),
    '.',
  );
  assert.equal(outcome.code, 0, outcome.stderr);
});

test('a push larger than git’s buffer comes chunked and arrives whole', async () => {
  await clone(world.token);
  const content = randomBytes(3_000_000).toString('base64');
  await client.commit('large.txt', content, 'Add a large file');
  const outcome = await client.run('push', 'origin', 'HEAD:main');
  assert.equal(outcome.code, 0, outcome.stderr);
  const raw = await world.api(
    'GET',
    `/projects/${project.id}/repository/files/large.txt/raw`,
  );
  assert.equal(raw.body, content);
});

test('a packed request body is unpacked', async () => {
  await fill();
  const body = gzipSync('0014command=ls-refs\n0000');
  const answer = await fetch(`${world.url}/${path}.git/git-upload-pack`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`oauth2:${world.token}`)}`,
      'content-type': 'application/x-git-upload-pack-request',
      'content-encoding': 'gzip',
      'git-protocol': 'version=2',
    },
    body,
  });
  assert.equal(answer.status, 200);
  assert.match(await answer.text(), /refs\/heads\/main/);
});

test('two pushes at once to one repository both arrive', async () => {
  await fill();
  const other = await GitClient.create();
  await clone(world.token);
  await other.run('clone', url(world.token), '.');
  await client.commit('b.txt', 'b', 'Add b');
  await other.commit('c.txt', 'c', 'Add c');
  const outcomes = await Promise.all([
    client.run('push', 'origin', 'HEAD:one'),
    other.run('push', 'origin', 'HEAD:two'),
  ]);
  await other.remove();
  assert.deepEqual(
    outcomes.map(outcome => outcome.code),
    [0, 0],
  );
  assert.equal(pushes.length, 3);
});
