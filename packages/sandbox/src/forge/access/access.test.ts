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

test('credentials: where they may stand, and what wrong ones are answered', async t => {
  const { id } = await newProject(world);
  const { records, issueJobToken } = world.forge.context;
  const expired = world.tokenOf('developer');
  const revoked = world.tokenOf('developer');
  const all = records.tokens.all();
  records.tokens.put({ ...all.at(-2)!, expiresAt: '2020-01-01' });
  records.tokens.put({ ...all.at(-1)!, revoked: true });
  const job = issueJobToken({ id: 77, projectId: id, userId: 2 });
  const cases: Array<[string, Record<string, string>, number, unknown]> = [
    ['PRIVATE-TOKEN', { 'private-token': world.token }, 200, undefined],
    ['Bearer', { authorization: `Bearer ${world.token}` }, 200, undefined],
    ['none', {}, 401, { message: '401 Unauthorized' }],
    [
      'unknown',
      { 'private-token': 'nobody' },
      401,
      { message: '401 Unauthorized' },
    ],
    [
      'an expired token',
      { 'private-token': expired },
      401,
      {
        error: 'invalid_token',
        error_description:
          'Token is expired. You can either do re-authorization or token refresh.',
      },
    ],
    [
      'a revoked token',
      { authorization: `Bearer ${revoked}` },
      401,
      {
        error: 'invalid_token',
        error_description:
          'Token was revoked. You have to re-authorize from the user.',
      },
    ],
    [
      'a job’s token where none is taken',
      { 'job-token': job },
      401,
      { message: '401 Unauthorized' },
    ],
  ];
  for (const [name, headers, status, body] of cases) {
    await t.test(name, async () => {
      const answer = await world.api('GET', '/namespaces', undefined, {
        token: null,
        headers,
      });
      assert.equal(answer.status, status);
      if (body) assert.deepEqual(answer.body, body);
    });
  }
  const own = await world.api('GET', `/projects/${id}`, undefined, {
    token: null,
    headers: { 'job-token': job },
  });
  assert.equal(own.status, 200);
});

test('what a token’s scopes let it do', async t => {
  const { id } = await newProject(world, { 'a.txt': 'a' });
  const cases: Array<[string, string[], string, string, number]> = [
    ['read_api reads', ['read_api'], 'GET', `/projects/${id}`, 200],
    [
      'read_api does not write',
      ['read_api'],
      'POST',
      `/projects/${id}/archive`,
      403,
    ],
    ['read_user reads the user', ['read_user'], 'GET', '/user', 200],
    [
      'read_user reads no project',
      ['read_user'],
      'GET',
      `/projects/${id}`,
      403,
    ],
    [
      'read_repository reads files',
      ['read_repository'],
      'GET',
      `/projects/${id}/repository/files/a.txt?ref=main`,
      200,
    ],
    [
      'read_repository reads no variables',
      ['read_repository'],
      'GET',
      `/projects/${id}/variables`,
      403,
    ],
    [
      'any token reads itself',
      ['read_registry'],
      'GET',
      '/personal_access_tokens/self',
      200,
    ],
  ];
  for (const [name, scopes, method, path, status] of cases) {
    await t.test(name, async () => {
      const answer = await world.api(method, path, undefined, {
        token: world.tokenOf('platform-owner', scopes),
      });
      assert.equal(answer.status, status);
    });
  }
});

test('the registry lets credentials do what their scopes and roles allow', async t => {
  const { id, path_with_namespace: path } = await newProject(world);
  const deploy = async (scopes: string[]) => {
    const { body } = await world.api('POST', `/projects/${id}/deploy_tokens`, {
      name: 'x',
      scopes,
    });
    return { username: body.username, password: body.token };
  };
  const job = world.forge.context.issueJobToken({
    id: 500 + id,
    projectId: id,
    userId: 2,
  });
  const person = (username: string, scopes?: string[]) => ({
    username,
    password: world.tokenOf(username, scopes),
  });
  const cases: Array<
    [
      string,
      { username: string; password: string } | undefined,
      string[] | undefined,
    ]
  > = [
    ['nobody', undefined, []],
    [
      'a wrong password',
      { username: 'developer', password: 'wrong' },
      undefined,
    ],
    ['a maintainer', person('developer'), ['pull', 'push', 'delete']],
    ['a reporter', person('viewer'), ['pull']],
    ['read_registry', person('developer', ['read_registry']), ['pull']],
    ['read_repository', person('developer', ['read_repository']), []],
    ['a deploy token that pulls', await deploy(['read_registry']), ['pull']],
    ['a deploy token for git', await deploy(['read_repository']), []],
    ['a job', { username: 'gitlab-ci-token', password: job }, ['pull', 'push']],
  ];
  for (const [name, credentials, actions] of cases) {
    await t.test(name, async () => {
      assert.deepEqual(
        await world.forge.registryActions(credentials, `${path}/cache`),
        actions,
      );
    });
  }
  assert.deepEqual(
    await world.forge.registryActions(person('developer'), 'acme/nowhere'),
    [],
  );
});
