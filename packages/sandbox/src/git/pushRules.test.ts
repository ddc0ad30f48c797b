import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derivePushRefusal } from './pushRules.ts';
import type { PushCommand, PushRules } from './pushRules.ts';

const zero = '0'.repeat(40);
const one = '1'.repeat(40);
const two = '2'.repeat(40);

const rules: PushRules = {
  level: 40,
  defaultBranch: 'main',
  empty: false,
  protected: [
    { name: 'main', push: [40], allowForcePush: false },
    { name: 'release/*', push: [0], allowForcePush: true },
    { name: 'open', push: [30], allowForcePush: true },
  ],
};
const command: PushCommand = {
  ref: 'refs/heads/main',
  before: one,
  after: two,
  forced: false,
};

const notProtected =
  'You are not allowed to push code to protected branches on this project.';

const cases: Array<
  [string, Partial<PushRules>, Partial<PushCommand>, string | undefined]
> = [
  ['a maintainer pushes to main', {}, {}, undefined],
  ['a developer does not', { level: 30 }, {}, notProtected],
  [
    'a developer pushes elsewhere',
    { level: 30 },
    { ref: 'refs/heads/x' },
    undefined,
  ],
  [
    'a developer pushes where developers may',
    { level: 30 },
    { ref: 'refs/heads/open' },
    undefined,
  ],
  [
    'a reporter pushes nowhere',
    { level: 20 },
    { ref: 'refs/heads/x' },
    'You are not allowed to push code to this project.',
  ],
  [
    'nobody pushes where nobody may',
    { level: 60 },
    { ref: 'refs/heads/release/1' },
    notProtected,
  ],
  [
    'history of main stays',
    {},
    { forced: true },
    'You are not allowed to force push code to a protected branch on this project.',
  ],
  [
    'history elsewhere may change',
    { level: 30 },
    { ref: 'refs/heads/x', forced: true },
    undefined,
  ],
  [
    'force where it is allowed',
    { level: 30 },
    { ref: 'refs/heads/open', forced: true },
    undefined,
  ],
  [
    'the default branch stays',
    { level: 60 },
    { after: zero },
    'The default branch of a project cannot be deleted.',
  ],
  [
    'a protected branch is not deleted by git',
    {},
    { ref: 'refs/heads/open', after: zero },
    'You can only delete protected branches using the web interface.',
  ],
  [
    'and by a developer not at all',
    { level: 30 },
    { ref: 'refs/heads/open', after: zero },
    'You are not allowed to delete protected branches from this project. Only a project maintainer or owner can delete a protected branch.',
  ],
  [
    'the first push is a maintainer’s',
    { empty: true, protected: [], level: 30 },
    { before: zero },
    notProtected,
  ],
  [
    'a maintainer makes it',
    { empty: true, protected: [] },
    { before: zero },
    undefined,
  ],
  ['tags are free', { level: 30 }, { ref: 'refs/tags/v1' }, undefined],
];

for (const [name, changedRules, changedCommand, expected] of cases) {
  test(`pushing: ${name}`, () => {
    assert.equal(
      derivePushRefusal(
        { ...rules, ...changedRules },
        { ...command, ...changedCommand },
      ),
      expected,
    );
  });
}
