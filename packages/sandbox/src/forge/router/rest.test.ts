import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newProject } from '../testing/newProject.ts';
import { startTestForge } from '../testing/startTestForge.ts';
import type { TestForge } from '../testing/startTestForge.ts';

let world: TestForge;

before(async () => {
  world = await startTestForge();
});
after(() => world.stop());

test('the router: unknown paths, other methods, bodies of every kind', async t => {
  const { id } = await newProject(world);
  const send = async (
    method: string,
    path: string,
    body?: BodyInit,
    type?: string,
  ) => {
    const response = await fetch(`${world.url}/api/v4${path}`, {
      method,
      body,
      headers: {
        'private-token': world.token,
        ...(type ? { 'content-type': type } : {}),
      },
    });
    const text = await response.text();
    return { status: response.status, text, headers: response.headers };
  };
  await t.test('an unknown path', async () => {
    const answer = await send('GET', '/nothing/here');
    assert.deepEqual(
      [answer.status, answer.text],
      [404, '{"error":"404 Not Found"}'],
    );
  });
  await t.test('a method that is not served', async () => {
    const answer = await send('PATCH', '/version');
    assert.deepEqual(
      [answer.status, answer.text],
      [405, '{"error":"405 Not Allowed"}'],
    );
    assert.equal(answer.headers.get('allow'), 'GET');
  });
  await t.test('malformed JSON', async () => {
    const answer = await send(
      'POST',
      '/groups',
      '{"name":',
      'application/json',
    );
    assert.equal(answer.status, 400);
  });
  await t.test('form fields', async () => {
    const answer = await send(
      'POST',
      `/projects/${id}/variables`,
      'key=FORM&value=from+a+form&protected=true',
      'application/x-www-form-urlencoded',
    );
    assert.equal(answer.status, 201);
    assert.equal(JSON.parse(answer.text).protected, true);
  });
  await t.test('multipart', async () => {
    const form = new FormData();
    form.set('key', 'MULTIPART');
    form.set('value', 'from a form');
    const answer = await send('POST', `/projects/${id}/variables`, form);
    assert.equal(answer.status, 201);
  });
  await t.test('a body that is too large', async () => {
    const answer = await send(
      'POST',
      `/projects/${id}/variables`,
      JSON.stringify({ key: 'LARGE', value: 'x'.repeat(34_000_000) }),
      'application/json',
    );
    assert.deepEqual(
      [answer.status, answer.text],
      [413, '{"message":"413 Request Entity Too Large"}'],
    );
  });
  await t.test('HEAD where there is GET', async () => {
    const answer = await send('HEAD', '/version');
    assert.deepEqual([answer.status, answer.text], [200, '']);
  });
  await t.test(
    'no limits are told that a client would slow down for',
    async () => {
      const answer = await send('GET', '/version');
      assert.equal(answer.headers.get('ratelimit-limit'), null);
    },
  );
});

test('pages tell about the others in headers and Link', async () => {
  const { id } = await newProject(world);
  for (let index = 0; index < 5; index += 1) {
    await world.api('POST', `/projects/${id}/variables`, {
      key: `K${index}`,
      value: 'v',
    });
  }
  const { headers, body } = await world.api(
    'GET',
    `/projects/${id}/variables?per_page=2&page=2`,
  );
  assert.deepEqual(
    body.map((each: any) => each.key),
    ['K2', 'K3'],
  );
  const names = [
    'x-next-page',
    'x-page',
    'x-per-page',
    'x-prev-page',
    'x-total',
    'x-total-pages',
  ];
  assert.deepEqual(
    names.map(name => headers.get(name)),
    ['3', '2', '2', '1', '5', '3'],
  );
  const link = (page: number) =>
    `<${world.url}/api/v4/projects/${id}/variables?per_page=2&page=${page}>`;
  assert.equal(
    headers.get('link'),
    `${link(1)}; rel="prev", ${link(3)}; rel="next", ${link(
      1,
    )}; rel="first", ${link(3)}; rel="last"`,
  );
  const last = await world.api(
    'GET',
    `/projects/${id}/variables?per_page=2&page=3`,
  );
  assert.equal(last.headers.get('x-next-page'), '');
});

test('who asks again with the tag of what they have is answered 304', async () => {
  const first = await world.api('GET', '/version');
  const etag = first.headers.get('etag')!;
  const headers = { 'if-none-match': etag };
  const again = await world.api('GET', '/version', undefined, { headers });
  assert.deepEqual([again.status, again.body], [304, '']);
  assert.equal(again.headers.get('etag'), etag);
});
