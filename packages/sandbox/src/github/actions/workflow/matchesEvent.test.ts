import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesEvent } from './matchesEvent.ts';
import { matchesFilter } from './matchesFilter.ts';
import type { BranchFilter } from './ParsedWorkflow.ts';

const push = (ref: string, changedFiles?: string[]) => ({
  event: 'push' as const,
  ref,
  changedFiles,
});

for (const [what, filter, trigger, expected] of [
  ['no filter takes every branch', {}, push('refs/heads/x'), true],
  ['no filter takes every tag', {}, push('refs/tags/v1'), true],
  [
    'a branch by its name',
    { branches: ['main'] },
    push('refs/heads/main'),
    true,
  ],
  ['not another branch', { branches: ['main'] }, push('refs/heads/dev'), false],
  [
    'no tag where branches are named',
    { branches: ['**'] },
    push('refs/tags/v1'),
    false,
  ],
  [
    'no branch where tags are named',
    { tags: ['v*'] },
    push('refs/heads/main'),
    false,
  ],
  ['a tag by its pattern', { tags: ['v*'] }, push('refs/tags/v1.2'), true],
  [
    'not an ignored branch',
    { 'branches-ignore': ['wip/**'] },
    push('refs/heads/wip/a/b'),
    false,
  ],
  [
    'a file below a path',
    { paths: ['app/**'] },
    push('refs/heads/x', ['app/a/b.py']),
    true,
  ],
  [
    'no file below a path',
    { paths: ['app/**'] },
    push('refs/heads/x', ['docs/a.md']),
    false,
  ],
  [
    'only ignored files',
    { 'paths-ignore': ['**.md'] },
    push('refs/heads/x', ['docs/a.md']),
    false,
  ],
  [
    'one file more than the ignored',
    { 'paths-ignore': ['**.md'] },
    push('refs/heads/x', ['a.md', 'a.py']),
    true,
  ],
  [
    'paths do not count for tags',
    { paths: ['app/**'] },
    push('refs/tags/v1', ['a.md']),
    true,
  ],
  [
    'paths do not count where nothing is known',
    { paths: ['app/**'] },
    push('refs/heads/x'),
    true,
  ],
] as Array<[string, BranchFilter, ReturnType<typeof push>, boolean]>) {
  test(`push: ${what}`, () => {
    assert.equal(matchesEvent({ push: filter }, trigger), expected);
  });
}

test('a pull request counts by its base, and by what was done to it', () => {
  const filters = { pull_request: { branches: ['main'] } };
  const pull = (action: string, baseBranch: string) => ({
    event: 'pull_request' as const,
    action,
    baseBranch,
    changedFiles: undefined,
  });
  assert.equal(matchesEvent(filters, pull('opened', 'main')), true);
  assert.equal(matchesEvent(filters, pull('opened', 'dev')), false);
  assert.equal(matchesEvent(filters, pull('closed', 'main')), false);
  assert.equal(matchesEvent({ push: {} }, pull('opened', 'main')), false);
});

for (const [patterns, name, expected] of [
  [['releases/**'], 'releases/1/2', true],
  [['releases/*'], 'releases/1/2', false],
  [['**/docs/**'], 'docs/a.md', true],
  [['v[12].[0-9]+'], 'v2.17', true],
  [['*.jsx?'], 'page.js', true],
  [['**', '!main'], 'main', false],
  [['**', '!wip/**', 'wip/keep'], 'wip/keep', true],
] as Array<[string[], string, boolean]>) {
  test(`${patterns.join(' ')} ${expected ? 'takes' : 'leaves'} ${name}`, () => {
    assert.equal(matchesFilter(patterns, name), expected);
  });
}
