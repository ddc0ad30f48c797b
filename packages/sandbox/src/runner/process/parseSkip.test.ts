import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksToSkip } from './parseSkip.ts';

const cases: Array<[string, string[], boolean]> = [
  ['Fix a typo [skip ci]', [], true],
  ['Fix a typo [CI SKIP]', [], true],
  ['Fix a typo\n\n[ci-skip]', [], true],
  ['Skip ci in docs', [], false],
  ['Fix', ['ci.skip'], true],
  ['Fix', ['merge_request.create'], false],
];

for (const [message, options, expected] of cases) {
  test(`a push is skipped when it asks for that: ${JSON.stringify(
    message,
  )} ${options}`, () => {
    assert.equal(asksToSkip(message, options), expected);
  });
}
