import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { EventReceiver } from '../testing/EventReceiver.ts';
import { startTestForge } from '../testing/startTestForge.ts';
import type { TestForge } from '../testing/startTestForge.ts';

let world: TestForge;
let receiver: EventReceiver;
let url: string;
let project: number;
let count = 0;

before(async () => {
  world = await startTestForge();
  receiver = new EventReceiver();
  url = await receiver.start();
  const group = (await world.api('GET', '/groups/acme')).body.id;
  project = (
    await world.api('POST', '/projects', {
      name: 'payments',
      namespace_id: group,
    })
  ).body.id;
  await world.api('POST', `/projects/${project}/hooks`, {
    url,
    token: 'the-secret-of-the-hook',
    merge_requests_events: true,
  });
});
after(async () => {
  await world.stop();
  await receiver.stop();
});

async function push(branch = 'main'): Promise<string> {
  count += 1;
  const { body } = await world.api(
    'POST',
    `/projects/${project}/repository/commits`,
    {
      branch,
      ...(branch === 'main' ? {} : { start_branch: 'main' }),
      commit_message: `Change ${count}`,
      actions: [{ action: 'create', file_path: `file-${count}`, content: 'x' }],
    },
  );
  await world.forge.context.hooks.settled();
  return body.id;
}

test('a push is told to the project’s hook with its token and its commits', async () => {
  const sha = await push();
  const [event] = receiver.events;
  assert.equal(event.headers['x-gitlab-event'], 'Push Hook');
  assert.equal(event.headers['x-gitlab-token'], 'the-secret-of-the-hook');
  assert.equal(event.headers['x-gitlab-instance'], world.url);
  assert.equal(event.body.object_kind, 'push');
  assert.equal(event.body.after, sha);
  assert.equal(event.body.ref, 'refs/heads/main');
  assert.equal(event.body.project.path_with_namespace, 'acme/payments');
  assert.deepEqual(event.body.commits[0].added, ['file-1']);
  assert.equal(event.body.total_commits_count, 1);
});

test('a receiver that fails is tried again, and each attempt is recorded', async () => {
  receiver.events = [];
  receiver.answers = [500, 'never'];
  await push();
  assert.equal(receiver.events.length, 3);
  const deliveries = world.forge.context.records.hookDeliveries.all().slice(-3);
  assert.deepEqual(
    deliveries.map(each => [each.attempt, each.status, each.error]),
    [
      [1, 500, 'The receiver answered 500'],
      [2, null, 'The receiver did not answer in time'],
      [3, 200, null],
    ],
  );
  const ids = receiver.events.map(
    event => event.headers['x-gitlab-event-uuid'],
  );
  assert.equal(new Set(ids).size, 1);
});

test('events arrive in their order, whatever the receiver does', async () => {
  receiver.events = [];
  receiver.answers = [500];
  const first = push();
  const second = first.then(() => push());
  const shas = [await first, await second];
  assert.deepEqual(
    receiver.events.map(event => event.body.after),
    [shas[0], shas[0], shas[1]],
  );
});

test('a hook that cannot be reached is given up, and says so without its secret', async () => {
  const { body: hook } = await world.api('POST', `/projects/${project}/hooks`, {
    url: 'http://127.0.0.1:9/closed?key=in-the-query',
    token: 'another-secret-of-a-hook',
  });
  await push();
  await world.api('DELETE', `/projects/${project}/hooks/${hook.id}`);
  const lines = world.lines.filter(line => line.includes(`Hook ${hook.id}`));
  assert.equal(lines.length, 3);
  assert.ok(lines.every(line => /could not be reached/.test(line)));
  assert.doesNotMatch(lines.join('\n'), /secret|in-the-query/);
});

test('a hook is told of merge requests only where that is turned on', async () => {
  await push('feature');
  receiver.events = [];
  await world.api('POST', `/projects/${project}/merge_requests`, {
    title: 'A feature',
    source_branch: 'feature',
    target_branch: 'main',
  });
  await world.forge.context.hooks.settled();
  assert.deepEqual(
    receiver.events.map(event => event.headers['x-gitlab-event']),
    ['Merge Request Hook'],
  );
});
