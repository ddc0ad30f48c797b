import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestCluster } from '../testing/startTestCluster.ts';

const path = '/api/v1/namespaces/default/configmaps';

interface Line {
  type: string;
  object: any;
}

/** An open watch, and what it has said so far. */
function openWatch(url: string) {
  const lines: Line[] = [];
  const controller = new AbortController();
  let end: 'open' | 'ended' | 'broken' = 'open';
  const done = (async () => {
    try {
      const response = await fetch(url, {
        headers: { authorization: 'Bearer admin' },
        signal: controller.signal,
      });
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        const parts = (rest + decoder.decode(chunk, { stream: true })).split(
          '\n',
        );
        rest = parts.pop()!;
        lines.push(...parts.map(part => JSON.parse(part)));
      }
      end = 'ended';
    } catch {
      end = 'broken';
    }
  })();
  return {
    lines,
    done,
    end: () => end,
    stop: () => controller.abort(),
    seen: () =>
      lines.map(({ type, object }) => `${type} ${object.metadata?.name ?? ''}`),
  };
}

async function until(check: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!check()) {
    assert.ok(Date.now() < end, 'it did not happen within 5 s');
    await delay(10);
  }
}

describe('watching', () => {
  let cluster: Awaited<ReturnType<typeof startTestCluster>>;

  before(async () => {
    cluster = await startTestCluster({ bookmarkMilliseconds: 30 });
  });
  after(() => cluster.stop());
  afterEach(() => {
    for (const { metadata } of cluster.store.list('v1', 'ConfigMap')) {
      cluster.store.delete({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: metadata.namespace,
        name: metadata.name,
      });
    }
  });

  const create = (name: string) =>
    cluster.store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
    });

  it('without a resourceVersion begins with what is there', async () => {
    create('old');
    const watch = openWatch(`${cluster.url}${path}?watch=1`);
    await until(() => watch.lines.length === 1);
    create('new');
    await until(() => watch.lines.length === 2);
    assert.deepEqual(watch.seen(), ['ADDED old', 'ADDED new']);
    watch.stop();
    await watch.done;
  });

  it('sends bookmarks to who allows them, and to nobody else', async () => {
    const since = cluster.store.resourceVersion;
    const url = `${cluster.url}${path}?watch=1&resourceVersion=${since}`;
    const allowing = openWatch(`${url}&allowWatchBookmarks=true`);
    const plain = openWatch(url);
    await until(() => allowing.lines.length >= 2);
    assert.ok(allowing.lines.every(({ type }) => type === 'BOOKMARK'));
    assert.match(allowing.lines[0].object.metadata.resourceVersion, /^\d+$/);
    assert.deepEqual(plain.lines, []);
    allowing.stop();
    plain.stop();
    await Promise.all([allowing.done, plain.done]);
  });

  it('marks the end of the initial events when they are asked for', async () => {
    create('old');
    const watch = openWatch(
      `${cluster.url}${path}?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    );
    await until(() => watch.lines.length >= 2);
    assert.deepEqual(watch.seen().slice(0, 2), ['ADDED old', 'BOOKMARK ']);
    assert.deepEqual(watch.lines[1].object.metadata.annotations, {
      'k8s.io/initial-events-end': 'true',
    });
    watch.stop();
    await watch.done;
  });

  it('ends when its time is up', async () => {
    const watch = openWatch(
      `${cluster.url}${path}?watch=1&resourceVersion=${cluster.store.resourceVersion}&timeoutSeconds=1`,
    );
    await watch.done;
    assert.equal(watch.end(), 'ended');
  });

  it('breaks when the watches are dropped, and can go on from where it was', async () => {
    const since = cluster.store.resourceVersion;
    const watch = openWatch(
      `${cluster.url}${path}?watch=1&resourceVersion=${since}`,
    );
    create('before');
    await until(() => watch.lines.length === 1);
    cluster.faults.dropWatches();
    await watch.done;
    assert.equal(watch.end(), 'broken');
    create('meanwhile');
    const [last] = watch.lines.slice(-1);
    const next = openWatch(
      `${cluster.url}${path}?watch=1&resourceVersion=${last.object.metadata.resourceVersion}`,
    );
    await until(() => next.lines.length === 1);
    assert.deepEqual(next.seen(), ['ADDED meanwhile']);
    next.stop();
    await next.done;
  });

  it('of an expired resourceVersion says 410 in the stream, and a fresh list helps', async () => {
    const since = cluster.store.resourceVersion;
    const open = openWatch(
      `${cluster.url}${path}?watch=1&resourceVersion=${since}`,
    );
    create('a');
    await until(() => open.lines.length === 1);
    cluster.faults.expireResourceVersions();
    await open.done;
    assert.equal(open.end(), 'ended');
    assert.equal(open.lines.at(-1)?.type, 'ERROR');
    assert.equal(open.lines.at(-1)?.object.code, 410);

    const late = openWatch(
      `${cluster.url}${path}?watch=1&resourceVersion=${since}`,
    );
    await late.done;
    assert.deepEqual(
      late.lines.map(({ type, object }) => [type, object.code, object.reason]),
      [['ERROR', 410, 'Expired']],
    );
    assert.match(late.lines[0].object.message, /^too old resource version: /);

    const list = await cluster.client.request('GET', path);
    create('b');
    const fresh = openWatch(
      `${cluster.url}${path}?watch=1&resourceVersion=${list.body.metadata.resourceVersion}`,
    );
    await until(() => fresh.lines.length === 1);
    assert.deepEqual(fresh.seen(), ['ADDED b']);
    fresh.stop();
    await fresh.done;
  });

  it('an expired page of a list is 410 as a status', async () => {
    create('a');
    create('b');
    const { body } = await cluster.client.request('GET', `${path}?limit=1`);
    cluster.faults.expireResourceVersions();
    const page = await cluster.client.request(
      'GET',
      `${path}?limit=1&continue=${body.metadata.continue}`,
    );
    assert.equal(page.status, 410);
    assert.equal(page.body.reason, 'Expired');
  });

  it('a fault may answer 410 as a status to a watch, once', async () => {
    cluster.faults.add({
      effect: 'status',
      status: 410,
      path: 'watch=1',
      count: 1,
    });
    const first = await cluster.client.request('GET', `${path}?watch=1`);
    assert.equal(first.status, 410);
    assert.equal(first.body.reason, 'Expired');
    const second = await cluster.client.request(
      'GET',
      `${path}?watch=1&timeoutSeconds=1`,
    );
    assert.equal(second.status, 200);
  });
});
