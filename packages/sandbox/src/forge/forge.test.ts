import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestForge } from './testing/startTestForge.ts';
import type { ApiOptions, TestForge } from './testing/startTestForge.ts';

let world: TestForge;
let group: number;
let count = 0;

before(async () => {
  world = await startTestForge();
  group = (await world.api('GET', '/groups/acme')).body.id;
});
after(() => world.stop());

async function newProject(files: Record<string, string> = {}) {
  count += 1;
  const { body } = await world.api('POST', '/projects', {
    name: `service-${count}`,
    namespace_id: group,
  });
  if (Object.keys(files).length > 0) {
    await commit(body.id, {
      actions: Object.entries(files).map(([path, content]) => ({
        action: 'create',
        file_path: path,
        content,
      })),
    });
  }
  return body as { id: number; path_with_namespace: string };
}

function commit(
  id: number,
  body: Record<string, unknown>,
  options?: ApiOptions,
) {
  return world.api(
    'POST',
    `/projects/${id}/repository/commits`,
    { branch: 'main', commit_message: 'Change', ...body },
    options,
  );
}

const create = (path: string, content = path) => ({
  action: 'create',
  file_path: path,
  content,
});

test('POST commits refuses as a whole, in Gitaly’s words', async t => {
  const { id } = await newProject({ 'a.txt': 'a', 'folder/b.txt': 'b' });
  const cases: Array<[string, Record<string, unknown>, string]> = [
    [
      'create what is there',
      { actions: [create('a.txt')] },
      'A file with this name already exists',
    ],
    [
      'create where a folder is',
      { actions: [create('folder')] },
      'A directory with this name already exists',
    ],
    [
      'create below a file',
      { actions: [create('a.txt/b')] },
      'A file with this name already exists',
    ],
    [
      'update what is not there',
      { actions: [{ action: 'update', file_path: 'none', content: '' }] },
      "A file with this name doesn't exist",
    ],
    [
      'delete what is not there',
      { actions: [{ action: 'delete', file_path: 'none' }] },
      "A file with this name doesn't exist",
    ],
    [
      'move what is not there',
      { actions: [{ action: 'move', file_path: 'x', previous_path: 'none' }] },
      "A file with this name doesn't exist",
    ],
    [
      'chmod what is not there',
      {
        actions: [
          { action: 'chmod', file_path: 'none', execute_filemode: true },
        ],
      },
      "A file with this name doesn't exist",
    ],
    [
      'leave the repository',
      { actions: [create('../out')] },
      'Path cannot include directory traversal',
    ],
    [
      'write to .git',
      { actions: [create('.git/config')] },
      'Path cannot include directory traversal',
    ],
    ['no path', { actions: [create('')] }, 'You must provide a file path'],
    [
      'an unknown branch',
      { branch: 'none', actions: [create('x')] },
      'You can only create or edit files when you are on a branch',
    ],
    [
      'a branch that is there',
      { start_branch: 'other', actions: [create('x')] },
      "A branch called 'main' already exists. Switch to that branch in order to make changes",
    ],
    [
      'both starts',
      {
        branch: 'new',
        start_branch: 'main',
        start_sha: 'abc',
        actions: [create('x')],
      },
      "You can't pass both start_branch and start_sha",
    ],
    [
      'an unknown start',
      { branch: 'new', start_sha: 'abcdef1', actions: [create('x')] },
      "Cannot find start_sha 'abcdef1'",
    ],
    [
      'a stale last commit',
      {
        actions: [
          {
            action: 'update',
            file_path: 'a.txt',
            content: 'b',
            last_commit_id: '0'.repeat(40),
          },
        ],
      },
      'The file has changed since you started editing it: a.txt',
    ],
    [
      'the second of two',
      { actions: [create('fine'), create('a.txt')] },
      'A file with this name already exists',
    ],
  ];
  const before = await world.api('GET', `/projects/${id}/repository/commits`);
  for (const [name, body, message] of cases) {
    await t.test(name, async () => {
      const answer = await commit(id, body);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { message });
    });
  }
  const end = await world.api('GET', `/projects/${id}/repository/commits`);
  assert.deepEqual(end.body, before.body);
});

test('POST commits does each kind of action, and a later action sees an earlier one', async () => {
  const { id } = await newProject({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
  const answer = await commit(id, {
    author_name: 'Somebody',
    author_email: 'somebody@example.com',
    actions: [
      create('new/deep.txt', 'deep'),
      { action: 'update', file_path: 'new/deep.txt', content: 'deeper' },
      {
        action: 'update',
        file_path: 'a.txt',
        content: 'YQ==',
        encoding: 'base64',
      },
      { action: 'move', file_path: 'moved.txt', previous_path: 'b.txt' },
      { action: 'delete', file_path: 'c.txt' },
      { action: 'create', file_path: 'c.txt/inside', content: 'now a folder' },
      { action: 'chmod', file_path: 'a.txt', execute_filemode: true },
    ],
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  assert.equal(answer.body.author_name, 'Somebody');
  assert.equal(answer.body.committer_name, 'Slipway');
  const tree = await world.api(
    'GET',
    `/projects/${id}/repository/tree?recursive=true&per_page=100`,
  );
  assert.deepEqual(
    tree.body.map((each: any) => `${each.mode} ${each.path}`).sort(),
    [
      '040000 c.txt',
      '040000 new',
      '100644 c.txt/inside',
      '100644 moved.txt',
      '100644 new/deep.txt',
      '100755 a.txt',
    ],
  );
});

test('HEAD on a file answers its facts as headers, and 404 without a body', async () => {
  const { id } = await newProject({ 'docs/a.md': 'hello' });
  const found = await world.api(
    'HEAD',
    `/projects/${id}/repository/files/docs%2Fa.md?ref=main`,
  );
  assert.equal(found.status, 200);
  assert.equal(found.headers.get('x-gitlab-file-path'), 'docs/a.md');
  assert.equal(found.headers.get('x-gitlab-size'), '5');
  assert.match(found.headers.get('x-gitlab-last-commit-id')!, /^[0-9a-f]{40}$/);
  const missing = await world.api(
    'HEAD',
    `/projects/${id}/repository/files/none?ref=main`,
  );
  assert.equal(missing.status, 404);
  assert.equal(missing.body, '');
});

test('an update of a file that has changed since is refused', async () => {
  const { id } = await newProject({ 'a.txt': 'a' });
  const answer = await world.api(
    'PUT',
    `/projects/${id}/repository/files/a.txt`,
    {
      branch: 'main',
      commit_message: 'x',
      content: 'b',
      last_commit_id: '0'.repeat(40),
    },
  );
  assert.deepEqual(
    [answer.status, answer.body],
    [
      400,
      {
        message:
          'You are attempting to update a file that has changed since you started editing it.',
      },
    ],
  );
});

test('credentials: where they may stand, and what wrong ones are answered', async t => {
  const { id } = await newProject();
  const { records, issueJobToken } = world.forge.context;
  const expired = world.tokenOf('dana');
  const revoked = world.tokenOf('dana');
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
  const { id } = await newProject({ 'a.txt': 'a' });
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
        token: world.tokenOf('petra', scopes),
      });
      assert.equal(answer.status, status);
    });
  }
});

test('the router: unknown paths, other methods, bodies of every kind', async t => {
  const { id } = await newProject();
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
  const { id } = await newProject();
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

test('a moved project is answered 301 to who reads, and is not there to who writes', async () => {
  const { id, path_with_namespace: former } = await newProject();
  await world.api('PUT', `/projects/${id}`, { path: `moved-${id}` });
  const old = encodeURIComponent(former);
  const read = await world.api('GET', `/projects/${old}?simple=true`);
  const location = `${world.url}/api/v4/projects/${id}?simple=true`;
  assert.equal(read.status, 301);
  assert.equal(read.headers.get('location'), location);
  assert.equal(
    read.body,
    `This resource has been moved permanently to ${location}`,
  );
  const write = await world.api('PUT', `/projects/${old}`, { name: 'x' });
  assert.equal(write.status, 404);
});

test('deleting renames, restoring takes it back, removing for good needs the new path', async () => {
  const { id, path_with_namespace: path } = await newProject({ a: 'a' });
  assert.equal((await world.api('DELETE', `/projects/${id}`)).status, 202);
  const marked = (await world.api('GET', `/projects/${id}`)).body;
  assert.equal(marked.path_with_namespace, `${path}-deletion_scheduled-${id}`);
  assert.match(marked.marked_for_deletion_on, /^\d{4}-\d\d-\d\d$/);
  const wrong = await world.api('DELETE', `/projects/${id}`, {
    permanently_remove: true,
    full_path: path,
  });
  assert.equal(wrong.status, 400);
  const again = await newProject();
  assert.ok(again.id);
  const back = await world.api('POST', `/projects/${id}/restore`);
  assert.deepEqual(
    [back.status, back.body.path_with_namespace, back.body.archived],
    [201, path, false],
  );
});

test('an archived project takes no commits', async () => {
  const { id } = await newProject({ a: 'a' });
  await world.api('POST', `/projects/${id}/archive`);
  assert.equal((await commit(id, { actions: [create('b')] })).status, 403);
  await world.api('POST', `/projects/${id}/unarchive`);
  assert.equal((await commit(id, { actions: [create('b')] })).status, 201);
});

test('a hidden variable is never told again, and stays hidden', async () => {
  const { id } = await newProject();
  const path = `/projects/${id}/variables`;
  const made = await world.api('POST', path, {
    key: 'SECRET',
    value: 'kept-to-itself',
    masked_and_hidden: true,
  });
  assert.deepEqual(
    [made.body.value, made.body.hidden, made.body.masked],
    [null, true, true],
  );
  const changed = await world.api('PUT', `${path}/SECRET`, {
    value: 'another-secret',
  });
  assert.equal(changed.body.value, null);
  const unmasked = await world.api('PUT', `${path}/SECRET`, { masked: false });
  assert.equal(unmasked.status, 400);
});

test('the registry lets credentials do what their scopes and roles allow', async t => {
  const { id, path_with_namespace: path } = await newProject();
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
    ['a wrong password', { username: 'dana', password: 'wrong' }, undefined],
    ['a maintainer', person('dana'), ['pull', 'push', 'delete']],
    ['a reporter', person('vera'), ['pull']],
    ['read_registry', person('dana', ['read_registry']), ['pull']],
    ['read_repository', person('dana', ['read_repository']), []],
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
    await world.forge.registryActions(person('dana'), 'acme/nowhere'),
    [],
  );
});

test('pages show a project, its files and its commits, escaped', async () => {
  const { path_with_namespace: path } = await newProject({
    'docs/<b>.md': '<script>alert(1)</script>',
  });
  const get = async (rest: string) => {
    const response = await fetch(`${world.url}/${path}${rest}`);
    return { status: response.status, text: await response.text() };
  };
  assert.match((await get('')).text, /docs\//);
  const blob = await get('/-/blob/main/docs/%3Cb%3E.md');
  assert.equal(blob.status, 200);
  assert.match(blob.text, /&#60;script&#62;/);
  assert.doesNotMatch(blob.text, /<script>/);
  assert.equal((await get('/-/tree/main/docs')).status, 200);
  assert.equal((await get('/-/commit/main')).status, 200);
  assert.equal((await get('/-/commit/none')).status, 404);
  assert.equal((await get('/-/nothing')).status, 404);
});
