import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePushedRef, pushVariables, readPush } from './readPush.ts';

const push = {
  project: 'acme/app',
  ref: 'refs/heads/feature/one',
  before: '0'.repeat(40),
  after: 'a'.repeat(40),
  user: {
    id: 3,
    username: 'developer',
    name: 'Developer',
    email: 'developer@example.com',
  },
  options: [] as string[],
};

const refs: Array<[string, Partial<typeof push>, unknown]> = [
  ['a branch', {}, { ref: 'feature/one', tag: false }],
  ['a tag', { ref: 'refs/tags/v1' }, { ref: 'v1', tag: true }],
  ['a branch that is gone', { after: '0'.repeat(40) }, undefined],
  ['a ref of another kind', { ref: 'refs/notes/commits' }, undefined],
];
for (const [rule, change, expected] of refs) {
  test(`the ref of a push: ${rule}`, () => {
    assert.deepEqual(parsePushedRef({ ...push, ...change }), expected);
  });
}

test('options of a push become variables', () => {
  const values = pushVariables([
    'ci.variable="A=1 2"',
    'ci.variable=B=x=y',
    'ci.skip',
  ]).map(({ key, value }) => [key, value]);
  assert.deepEqual(values, [
    ['A', '1 2'],
    ['B', 'x=y'],
  ]);
});

test('a pipeline of an annotated tag is of the commit that it names', () => {
  const request = readPush(
    1,
    push,
    { ref: 'v1', tag: true },
    {
      sha: 'c'.repeat(40),
      message: 'Change [skip ci]',
      timestamp: '',
      authorName: '',
      authorEmail: '',
    },
  );
  assert.equal(request.sha, 'c'.repeat(40));
  assert.equal(request.skip, true);
});
