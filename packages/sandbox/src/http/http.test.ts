import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nestPairs, parseQuery } from './parseQuery.ts';
import { findPortHolder, parseListeningInodes } from './portHolder.ts';
import { startHttpServer } from './startHttpServer.ts';

test('the query is nested as Rails nests it', () => {
  const cases: Array<[string, unknown]> = [
    ['a=1&b=x%2Fy', { a: '1', b: 'x/y' }],
    [
      'filter%5Benvironment_scope%5D=dev',
      { filter: { environment_scope: 'dev' } },
    ],
    ['scope[]=failed&scope[]=success', { scope: ['failed', 'success'] }],
    [
      'v[][key]=a&v[][value]=1&v[][key]=b',
      { v: [{ key: 'a', value: '1' }, { key: 'b' }] },
    ],
    [
      'v[0][key]=a&v[0][value]=1&v[1][key]=b',
      { v: [{ key: 'a', value: '1' }, { key: 'b' }] },
    ],
    ['__proto__[polluted]=1', {}],
    ['a[__proto__][polluted]=1', { a: {} }],
    ['[odd=1', { '[odd': '1' }],
    ['', {}],
  ];
  for (const [query, expected] of cases) {
    assert.deepEqual(parseQuery(query), expected, query);
  }
  assert.equal(({} as any).polluted, undefined);
  assert.deepEqual(nestPairs([['a[b]', 1]]), { a: { b: 1 } });
});

test('handlers are asked in their order, and what none takes is 404', async () => {
  const server = await startHttpServer(
    [
      async (request, response) => {
        if (request.url !== '/one') return false;
        response.end('one');
        return true;
      },
      async request => {
        if (request.url === '/broken') throw new Error('broken');
        return false;
      },
    ],
    { port: 0 },
  );
  const get = async (path: string) => {
    const response = await fetch(server.url + path);
    return [response.status, await response.text()];
  };
  assert.deepEqual(await get('/one'), [200, 'one']);
  assert.deepEqual(await get('/two'), [404, '{"error":"404 Not Found"}']);
  assert.deepEqual(await get('/broken'), [
    500,
    '{"message":"500 Internal Server Error"}',
  ]);
  await server.stop();
});

test('stopping does not wait for a request that never ends', async () => {
  const server = await startHttpServer([() => new Promise(() => {})], {
    port: 0,
  });
  const request = fetch(server.url).catch(() => 'ended');
  await new Promise(resolve => setTimeout(resolve, 50));
  const start = Date.now();
  await server.stop();
  assert.ok(Date.now() - start < 1000);
  assert.equal(await request, 'ended');
});

test('a port in use is named with its holder and what to do', async () => {
  const server = await startHttpServer([], { port: 0 });
  await assert.rejects(
    startHttpServer([], { port: server.port }),
    new RegExp(
      `^Error: Port ${server.port} is in use by .+\\. End that process, or choose another port\\.$`,
    ),
  );
  const holder = await findPortHolder(server.port);
  if (process.platform === 'linux') {
    assert.match(holder!, new RegExp(`\\(process ${process.pid}\\)$`));
  }
  await server.stop();
});

test('listening sockets are read from the table of the kernel', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:22E1 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41001 1 0
   1: 0100007F:22E1 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 41002 1 0
   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 41003 1 0`;
  assert.deepEqual(parseListeningInodes(table, 0x22e1), ['41001']);
  assert.deepEqual(parseListeningInodes(table, 1), []);
});
