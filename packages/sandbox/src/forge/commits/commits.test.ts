import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { commit, create, newProject } from '../testing/newProject.ts';
import { startTestForge } from '../testing/startTestForge.ts';
import type { TestForge } from '../testing/startTestForge.ts';

let world: TestForge;

before(async () => {
  world = await startTestForge();
});
after(() => world.stop());

test('POST commits refuses as a whole, in Gitaly’s words', async t => {
  const { id } = await newProject(world, { 'a.txt': 'a', 'folder/b.txt': 'b' });
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
      const answer = await commit(world, id, body);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, { message });
    });
  }
  const end = await world.api('GET', `/projects/${id}/repository/commits`);
  assert.deepEqual(end.body, before.body);
});

test('POST commits does each kind of action, and a later action sees an earlier one', async () => {
  const { id } = await newProject(world, {
    'a.txt': 'a',
    'b.txt': 'b',
    'c.txt': 'c',
  });
  const answer = await commit(world, id, {
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
  const { id } = await newProject(world, { 'docs/a.md': 'hello' });
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
  const { id } = await newProject(world, { 'a.txt': 'a' });
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
