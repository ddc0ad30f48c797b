import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { EventReceiver } from '../../forge/testing/EventReceiver.ts';
import { startTestGithub } from '../testing/startTestGithub.ts';
import type { TestGithub } from '../testing/startTestGithub.ts';

const secret = 'of-the-hook-4711';
let world: TestGithub;
let receiver: EventReceiver;
let path = '';
let hook = 0;

before(async () => {
  world = await startTestGithub();
});
after(() => world.stop());
beforeEach(async () => {
  receiver = new EventReceiver();
  const url = await receiver.start();
  path = `/repos/acme/${await world.repository()}`;
  const made = await world.make('POST', `${path}/hooks`, {
    events: ['push', 'pull_request'],
    config: { url, content_type: 'json', secret },
  });
  hook = made.id;
});
afterEach(() => receiver.stop());

async function commit(file: string, branch = 'main'): Promise<string> {
  const { commit: made } = await world.make('PUT', `${path}/contents/${file}`, {
    message: `Add ${file}`,
    content: Buffer.from(file).toString('base64'),
    branch,
  });
  return made.sha;
}

const names = () =>
  receiver.events.map(({ headers, body }) =>
    [headers['x-github-event'], body.action].filter(Boolean).join(' '),
  );

test('a new hook is pinged, and a push comes with GitHub’s headers and signature', async () => {
  const sha = await commit('a.txt');
  await world.github.settled();
  assert.deepEqual(names(), ['ping', 'push']);
  const [ping, push] = receiver.events;
  assert.equal(ping.body.hook_id, hook);
  assert.equal(push.body.ref, 'refs/heads/main');
  assert.equal(push.body.after, sha);
  assert.deepEqual(push.body.commits[0].added, ['a.txt']);
  assert.equal(push.body.sender.login, 'slipway');
  assert.equal(push.body.organization.login, 'acme');
  assert.equal(`/repos/${push.body.repository.full_name}`, path);
  const digest = createHmac('sha256', secret)
    .update(JSON.stringify(push.body))
    .digest('hex');
  assert.equal(push.headers['x-hub-signature-256'], `sha256=${digest}`);
  assert.match(String(push.headers['x-github-delivery']), /^[0-9a-f-]{36}$/);
  assert.equal(push.headers['x-github-hook-id'], String(hook));
  assert.match(String(push.headers['user-agent']), /^GitHub-Hookshot\//);
});

test('a pull request is told of from its opening to its merge', async () => {
  const { object } = await world.make('GET', `${path}/git/ref/heads/main`);
  await world.make('POST', `${path}/git/refs`, {
    ref: 'refs/heads/next',
    sha: object.sha,
  });
  await commit('a.txt', 'next');
  await world.make('POST', `${path}/pulls`, {
    title: 'Next',
    head: 'next',
    base: 'main',
  });
  await commit('b.txt', 'next');
  await world.github.settled();
  await world.make('PUT', `${path}/pulls/1/merge`, {});
  await world.github.settled();
  assert.deepEqual(
    names().filter(name => name.startsWith('pull_request')),
    ['pull_request opened', 'pull_request synchronize', 'pull_request closed'],
  );
  assert.equal(receiver.events.at(-2)?.body.pull_request.merged, true);
});

test('a delivery that fails is not tried again, is on record, and is sent again when asked', async () => {
  await world.github.settled();
  receiver.answers = [500];
  await commit('a.txt');
  await world.github.settled();
  assert.deepEqual(names(), ['ping', 'push']);
  const deliveries = await world.make(
    'GET',
    `${path}/hooks/${hook}/deliveries`,
  );
  assert.equal(deliveries[0].status_code, 500);
  const shown = await world.make('GET', `${path}/hooks/${hook}`);
  assert.equal(shown.last_response.status, 'failed');
  await world.make(
    'POST',
    `${path}/hooks/${hook}/deliveries/${deliveries[0].id}/attempts`,
  );
  await world.github.settled();
  const again = await world.make('GET', `${path}/hooks/${hook}/deliveries`);
  assert.deepEqual(
    [again[0].status_code, again[0].redelivery, again[0].guid],
    [200, true, deliveries[0].guid],
  );
});

test('a hook hears what it asked for, while it is active', async () => {
  await world.make('PATCH', `${path}/hooks/${hook}`, {
    remove_events: ['push'],
  });
  await commit('a.txt');
  await world.make('PATCH', `${path}/hooks/${hook}`, {
    events: ['push'],
    active: false,
  });
  await commit('b.txt');
  await world.github.settled();
  assert.deepEqual(names(), ['ping']);
});

test('other parts send their events through the same hooks', async () => {
  await world.make('PATCH', `${path}/hooks/${hook}`, {
    events: ['workflow_run'],
  });
  const { context } = world.github;
  const project = context.forge.access.lookUpProject(
    path.slice('/repos/'.length),
  )!;
  context.events.emit({
    event: 'workflow_run',
    action: 'completed',
    project,
    sender: context.bot('github-actions[bot]'),
    payload: { workflow_run: { id: 7 } },
  });
  await world.github.settled();
  const last = receiver.events.at(-1)!;
  assert.equal(last.headers['x-github-event'], 'workflow_run');
  assert.equal(last.body.workflow_run.id, 7);
  assert.equal(last.body.sender.type, 'Bot');
});
