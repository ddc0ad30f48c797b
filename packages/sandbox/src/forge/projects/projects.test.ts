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

test('a moved project is answered 301 to who reads, and is not there to who writes', async () => {
  const { id, path_with_namespace: former } = await newProject(world);
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
  const { id, path_with_namespace: path } = await newProject(world, { a: 'a' });
  assert.equal((await world.api('DELETE', `/projects/${id}`)).status, 202);
  const marked = (await world.api('GET', `/projects/${id}`)).body;
  assert.equal(marked.path_with_namespace, `${path}-deletion_scheduled-${id}`);
  assert.match(marked.marked_for_deletion_on, /^\d{4}-\d\d-\d\d$/);
  const wrong = await world.api('DELETE', `/projects/${id}`, {
    permanently_remove: true,
    full_path: path,
  });
  assert.equal(wrong.status, 400);
  const again = await newProject(world);
  assert.ok(again.id);
  const back = await world.api('POST', `/projects/${id}/restore`);
  assert.deepEqual(
    [back.status, back.body.path_with_namespace, back.body.archived],
    [201, path, false],
  );
});

test('an archived project takes no commits', async () => {
  const { id } = await newProject(world, { a: 'a' });
  await world.api('POST', `/projects/${id}/archive`);
  assert.equal(
    (await commit(world, id, { actions: [create('b')] })).status,
    403,
  );
  await world.api('POST', `/projects/${id}/unarchive`);
  assert.equal(
    (await commit(world, id, { actions: [create('b')] })).status,
    201,
  );
});

test('a hidden variable is never told again, and stays hidden', async () => {
  const { id } = await newProject(world);
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

test('pages show a project, its files and its commits, escaped', async () => {
  const { path_with_namespace: path } = await newProject(world, {
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
