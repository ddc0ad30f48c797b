import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isNewEnough } from './requirements.ts';

describe('isNewEnough', () => {
  const cases: Array<[string, boolean]> = [
    ['go1.26.8', true],
    ['go1.26', true],
    ['go1.27rc1', true],
    ['go2.0', true],
    ['go1.25.9', false],
    ['devel +abc', false],
  ];
  for (const [version, expected] of cases) {
    it(`says ${expected} of ${version}`, () => {
      assert.equal(isNewEnough(version), expected);
    });
  }
});
