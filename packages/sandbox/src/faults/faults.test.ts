import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { startHttpServer } from '../http/startHttpServer.ts';
import { ScaledClock } from '../world/Clock.ts';
import { createFaultsControl } from './createFaultsControl.ts';
import { Faults } from './Faults.ts';
import { withFaults } from './withFaults.ts';

describe('faults', () => {
  const clock = new ScaledClock();
  const faults = new Faults();
  let effects = 0;
  let server: Awaited<ReturnType<typeof startHttpServer>>;

  before(async () => {
    const work = withFaults(
      async (_request, response) => {
        effects += 1;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{}');
        return true;
      },
      { faults, clock },
    );
    server = await startHttpServer(
      [createFaultsControl({ faults, clock }), work],
      { port: 0 },
    );
  });
  after(() => server.stop());
  afterEach(() => {
    faults.clear();
    effects = 0;
  });

  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${server.url}/_sandbox${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });

  it('a rule is for the requests that it names, and for as many as it counts', async () => {
    await control('POST', '/faults', {
      effect: 'status',
      status: 503,
      method: 'POST|PUT',
      path: '^/api/v4/projects',
      count: 1,
    });
    const ask = async (method: string, path: string) =>
      (await fetch(`${server.url}${path}`, { method })).status;
    assert.equal(await ask('GET', '/api/v4/projects'), 200);
    assert.equal(await ask('POST', '/api/v4/users'), 200);
    assert.equal(await ask('POST', '/api/v4/projects'), 503);
    assert.equal(await ask('POST', '/api/v4/projects'), 200);
  });

  const limits: Array<[path: string, check: (body: any) => void]> = [
    [
      '/api/v4/projects',
      body => assert.match(body.message.error, /^Too many requests/),
    ],
    [
      '/api/v3/user',
      body => {
        assert.match(body.message, /^You have exceeded a secondary rate limit/);
        assert.equal(body.status, '429');
      },
    ],
    [
      '/clusters/sandbox/api/v1/pods',
      body => {
        assert.equal(body.kind, 'Status');
        assert.equal(body.reason, 'TooManyRequests');
        assert.equal(body.details.retryAfterSeconds, 7);
      },
    ],
    [
      '/v2/acme/web/tags/list',
      body => assert.equal(body.errors[0].code, 'TOOMANYREQUESTS'),
    ],
  ];
  for (const [path, check] of limits) {
    it(`429 on ${path} is worded as by the part that answers there`, async () => {
      faults.add({ effect: 'status', status: 429, retryAfterSeconds: 7 });
      const response = await fetch(`${server.url}${path}`);
      assert.equal(response.status, 429);
      assert.equal(response.headers.get('retry-after'), '7');
      check(await response.json());
      assert.equal(effects, 0);
    });
  }

  it('latency delays the answer', async () => {
    faults.add({ effect: 'latency', milliseconds: 80 });
    const start = Date.now();
    await fetch(`${server.url}/slow`);
    assert.ok(Date.now() - start >= 75);
  });

  it('a drop after the effect has the effect and no answer', async () => {
    faults.add({ effect: 'drop-after', count: 1 });
    await assert.rejects(fetch(`${server.url}/dropped`));
    assert.equal(effects, 1);
  });

  it('a reset has neither', async () => {
    faults.add({ effect: 'reset', count: 1 });
    await assert.rejects(fetch(`${server.url}/reset`));
    assert.equal(effects, 0);
  });

  it('silence after the effect has the effect, and leaves the client waiting', async () => {
    faults.add({ effect: 'silent-after', count: 1 });
    const signal = AbortSignal.timeout(150);
    await assert.rejects(fetch(`${server.url}/silent`, { signal }), {
      name: 'TimeoutError',
    });
    assert.equal(effects, 1);
  });

  it('a rule for a caller is for who names itself so', async () => {
    faults.add({ effect: 'status', status: 409, caller: '^a/', message: 'no' });
    const ask = async (caller?: string) =>
      fetch(`${server.url}/api/v4/x`, {
        headers: caller ? { 'x-sandbox-caller': caller } : {},
      });
    assert.equal((await ask()).status, 200);
    assert.equal((await ask('b/1')).status, 200);
    const answer = await ask('a/1');
    assert.equal(answer.status, 409);
    assert.deepEqual(await answer.json(), { message: 'no' });
  });

  it('rules are listed and taken away over HTTP; wrong ones are refused', async () => {
    const { id } = await (
      await control('POST', '/faults', { effect: 'reset', path: '/x' })
    ).json();
    const list = await (await control('GET', '/faults')).json();
    assert.deepEqual(list, [{ id, rule: { effect: 'reset', path: '/x' } }]);
    assert.equal((await control('DELETE', `/faults/${id}`)).status, 204);
    assert.deepEqual(faults.list(), []);
    assert.equal(
      (await control('POST', '/faults', { effect: 'magic' })).status,
      400,
    );
    assert.equal(
      (await control('POST', '/faults', { effect: 'reset', path: '(' })).status,
      400,
    );
  });

  it('the clock is read and sped up over HTTP', async () => {
    const set = await control('PUT', '/clock', { speed: 10 });
    assert.equal((await set.json()).speed, 10);
    assert.equal(clock.speed, 10);
    assert.equal((await control('PUT', '/clock', { speed: -1 })).status, 400);
    assert.equal((await (await control('GET', '/clock')).json()).speed, 10);
    clock.setSpeed(1);
  });

  it('watch faults reach who listens', async () => {
    const heard: string[] = [];
    const stop = faults.onWatchFault(fault => heard.push(fault));
    await control('POST', '/faults', { effect: 'drop-watches' });
    await control('POST', '/faults', { effect: 'expire-resource-versions' });
    stop();
    assert.deepEqual(heard, ['drop', 'expire']);
  });
});
