import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestGithub } from '../testing/startTestGithub.ts';
import type { TestGithub } from '../testing/startTestGithub.ts';

let world: TestGithub;
let name = '';

before(async () => {
  world = await startTestGithub();
  name = await world.repository();
});
after(() => world.stop());

const cases: Array<[path: string, status: number, text: RegExp]> = [
  ['', 200, /http:\/\/localhost:\d+\/acme\/repository-1\.git/],
  ['/blob/main/README.md', 200, /# repository-1/],
  ['/tree/main', 200, /README\.md/],
  ['/raw/main/README.md', 200, /^# repository-1$/m],
  ['/settings/keys', 200, /There are none/],
  ['/pulls', 200, /Pull requests/],
  ['/blob/main/nowhere', 404, /There is nothing here/],
  ['/actions/runs/1', 404, /There is nothing here/],
];
for (const [path, status, text] of cases) {
  test(`a link to ${
    path || 'the repository'
  } leads to a page with ${status}`, async () => {
    const response = await fetch(`${world.url}/acme/${name}${path}`);
    assert.equal(response.status, status);
    assert.match(await response.text(), text);
  });
}

test('GitLab’s host keeps GitLab’s pages', async () => {
  const gitlab = world.url.replace('localhost', '127.0.0.1');
  const front = await (await fetch(`${gitlab}/acme/${name}`)).text();
  assert.match(front, /\/-\/tree|\/-\/blob/);
  const blob = await fetch(`${gitlab}/acme/${name}/-/blob/main/README.md`);
  assert.equal(blob.status, 200);
});
