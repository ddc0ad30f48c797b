import { clusterClientContract } from '../testUtils';
import { ClusterTestServer, exampleRollout, until } from '../testUtils';
import { resourceKinds, WatchEvent } from './ClusterClient';
import { ClusterTransport } from './http';
import { HttpClusterClient } from './HttpClusterClient';

const { rollout } = resourceKinds;
const ref = {
  resource: rollout,
  namespace: 'payments-dev',
  name: 'payments',
};

describe('HttpClusterClient', () => {
  let server: ClusterTestServer;
  let url: string;
  const pauses: number[] = [];

  function clientOf(options: { token?: string; timeoutMs?: number } = {}) {
    const { token = server.token, timeoutMs } = options;
    return new HttpClusterClient(
      'test',
      new ClusterTransport(
        { name: 'test', url, token, skipTLSVerify: true },
        {
          timeoutMs,
          sleep: async ms => {
            pauses.push(ms);
          },
        },
      ),
    );
  }

  beforeEach(async () => {
    pauses.length = 0;
    server = new ClusterTestServer();
    url = await server.start();
  });
  afterEach(async () => {
    await server.stop();
  });

  it.each(clusterClientContract)('$rule', async ({ check }) => {
    await check({
      client: clientOf(),
      put: object => {
        server.store.put(object);
      },
    });
    await until(() => server.watching === 0);
    expect(server.watching).toBe(0);
  });

  it('reads a list page after page', async () => {
    server.pageSize = 2;
    for (let i = 0; i < 5; i++) {
      server.store.put(exampleRollout(`payments-${i}`));
    }
    expect(await clientOf().list(rollout)).toHaveLength(5);
    expect(server.requests).toHaveLength(3);
    expect(server.requests[0].query.get('limit')).toBe('500');
  });

  it('starts a list anew, once, when its continue token is too old', async () => {
    server.pageSize = 1;
    server.store.put(exampleRollout('a'));
    server.store.put(exampleRollout('b'));
    server.answerNext(
      { status: 200, body: { metadata: { continue: '1' }, items: [] } },
      { status: 410, body: { message: 'continue token expired' } },
    );
    expect(await clientOf().list(rollout)).toHaveLength(2);
  });

  it('leaves out an element of a list that is no object, and keeps the others', async () => {
    server.answerNext({
      status: 200,
      body: { items: [{ metadata: { name: 'good' } }, 'bad', {}] },
    });
    expect(await clientOf().list(rollout)).toEqual([
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'good' },
      },
    ]);
  });

  it.each([
    [400, 'InputError'],
    [401, 'AuthenticationError'],
    [403, 'NotAllowedError'],
    [404, 'NotFoundError'],
    [409, 'ConflictError'],
    [422, 'InputError'],
    [500, 'ServiceUnavailableError'],
  ])('makes a %s a %s with the words of the API', async (status, name) => {
    const body = { kind: 'Status', message: 'what the API says' };
    server.answerNext(...Array(5).fill({ status, body }));
    await expect(clientOf().get(ref)).rejects.toMatchObject({
      name,
      message: expect.stringMatching(
        /The cluster test answered \d+ to GET rollouts\/payments in payments-dev: what the API says/,
      ),
    });
  });

  it('never tells its token, not even when the API does', async () => {
    const token = 'canary-of-a-client';
    server.answerNext({
      status: 403,
      body: { message: `Bearer ${token} may not` },
    });
    const error = await clientOf({ token })
      .get(ref)
      .catch(it => it);
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain(
      token,
    );
    expect(error.message).toContain('[redacted]');
  });

  it('waits as long as Retry-After says, and no more than a few times', async () => {
    server.store.put(exampleRollout());
    const busy = { status: 429, headers: { 'retry-after': '3' } };
    server.answerNext(busy, busy);
    await clientOf().get(ref);
    expect(pauses).toEqual([3000, 3000]);

    server.answerNext(...Array(20).fill({ status: 503 }));
    await expect(clientOf().get(ref)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(server.requests.length).toBeLessThan(10);
  });

  it('does not repeat a write that may have been done', async () => {
    server.answerNext({ status: 500, body: { message: 'after the effect' } });
    await expect(clientOf().mergePatch(ref, {})).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('patches the object itself when its kind has no status subresource', async () => {
    server.withoutSubresources = true;
    server.store.put(exampleRollout());
    await clientOf().mergePatch(
      ref,
      { status: { abort: true } },
      { subresource: 'status' },
    );
    expect(server.store.get(ref).status).toEqual({ abort: true });
    expect(server.requests.map(({ contentType }) => contentType)).toEqual([
      'application/merge-patch+json',
      'application/merge-patch+json',
    ]);
  });

  it('says that a cluster did not answer, and why', async () => {
    await server.stop();
    const error = await clientOf()
      .get(ref)
      .catch(it => it);
    expect(error).toMatchObject({ name: 'ServiceUnavailableError' });
    expect(error.message).toMatch(/The cluster test did not answer .*REFUSED/);
    server = new ClusterTestServer();
    url = await server.start();
  });

  it('says no when an access review says no', async () => {
    server.forbidden.add('patch rollouts');
    expect(await clientOf().can('patch', rollout)).toBe(false);
  });

  describe('watch', () => {
    const stop = { current: new AbortController() };
    let watching: Promise<void>;
    let events: WatchEvent[];

    async function watch() {
      stop.current = new AbortController();
      events = [];
      watching = clientOf().watch(rollout, {
        signal: stop.current.signal,
        onEvent: event => events.push(event),
      });
      await until(() => server.watching === 1, 'the watch');
    }
    const kinds = () => events.map(({ kind }) => kind);

    afterEach(async () => {
      stop.current.abort();
      await watching;
    });

    it('goes on from where it was when the connection breaks, without listing again', async () => {
      server.store.put(exampleRollout());
      await watch();
      server.store.put(exampleRollout('orders'));
      await until(() => kinds().includes('changed'));
      const version = server.store.resourceVersion;
      server.dropWatches();
      await until(
        () =>
          server.requests.filter(({ query }) => query.has('watch')).length ===
            2 && server.watching === 1,
      );
      expect(server.requests.at(-1)?.query.get('resourceVersion')).toBe(
        version,
      );
      expect(kinds()).toEqual(['listed', 'alive', 'changed', 'alive']);
    });

    it('lists again when its version is gone, and says so as a whole', async () => {
      server.store.put(exampleRollout());
      await watch();
      server.store.put(exampleRollout('orders'));
      await until(() => kinds().includes('changed'));
      await new Promise(resolve => setTimeout(resolve, 2_100));
      server.sendLine({
        type: 'ERROR',
        object: { kind: 'Status', code: 410, message: 'too old' },
      });
      await until(() => kinds().filter(it => it === 'listed').length === 2);
      expect(events.findLast(({ kind }) => kind === 'listed')).toMatchObject({
        objects: [{}, {}],
      });
      expect(kinds()).not.toContain('failed');
    });

    it('takes a bookmark as a sign of life and as the place to go on from', async () => {
      await watch();
      server.sendLine({
        type: 'BOOKMARK',
        object: { metadata: { resourceVersion: '4711' } },
      });
      await until(() => kinds().filter(it => it === 'alive').length === 2);
      server.dropWatches();
      await until(
        () => server.requests.at(-1)?.query.get('resourceVersion') === '4711',
      );
      expect(kinds()).not.toContain('failed');
    });

    it('is not ended by a line that cannot be read', async () => {
      await watch();
      server.sendLine('{"type": "ADDED", "obj');
      server.sendLine({ type: 'MODIFIED', object: { metadata: {} } });
      server.store.put(exampleRollout());
      await until(() => kinds().includes('changed'));
      expect(kinds()).toEqual(['listed', 'alive', 'changed']);
    });

    it('tells that it fails, goes on trying, and lists when it is back', async () => {
      server.answerNext({ status: 403, body: { message: 'not yet' } });
      stop.current = new AbortController();
      events = [];
      watching = clientOf().watch(rollout, {
        signal: stop.current.signal,
        onEvent: event => events.push(event),
      });
      await until(() => server.watching === 1, 'the watch');
      await until(() => kinds().includes('alive'));
      expect(kinds()).toEqual(['failed', 'listed', 'alive']);
      expect(events[0]).toMatchObject({
        error: { name: 'NotAllowedError' },
      });
    });
  });
});
