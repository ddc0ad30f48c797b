import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globToRegExp } from './globToRegExp.ts';

const cases: Array<[string, string, boolean]> = [
  ['Dockerfile', 'Dockerfile', true],
  ['Dockerfile', 'app/Dockerfile', false],
  ['app/*', 'app/main.py', true],
  ['app/*', 'app/api/main.py', false],
  ['app/**/*', 'app/api/main.py', true],
  ['**/*.py', 'main.py', true],
  ['**/*.py', 'app/api/main.py', true],
  ['*.{yml,yaml}', 'a.yaml', true],
  ['*.{yml,yaml}', 'a.json', false],
  ['file.[ch]', 'file.c', true],
  ['file.?', 'file.c', true],
  ['a+b', 'aab', false],
];

for (const [glob, path, expected] of cases) {
  test(`${glob} ${expected ? 'matches' : 'does not match'} ${path}`, () => {
    assert.equal(globToRegExp(glob).test(path), expected);
  });
}
