import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFailureDirective } from './parseFailureDirective.ts';

const cases: Array<[string, string, number, boolean]> = [
  ['Change', 'lint', 1, false],
  ['Change [fail lint]', 'lint', 1, true],
  ['Change [fail lint]', 'lint', 2, true],
  ['Change [fail lint]', 'unit-tests', 1, false],
  ['Change [fail lint once]', 'lint', 1, true],
  ['Change [fail lint once]', 'lint', 2, false],
  ['[fail lint] and [fail unit-tests once]', 'unit-tests', 1, true],
];

for (const [message, name, attempt, expected] of cases) {
  test(`"${message}" makes try ${attempt} of ${name} ${
    expected ? 'fail' : 'pass'
  }`, () => {
    assert.equal(parseFailureDirective(message, { name, attempt }), expected);
  });
}
