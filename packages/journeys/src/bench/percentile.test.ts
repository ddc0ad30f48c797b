import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { percentile } from './percentile.ts';

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  for (const [values, share, expected] of [
    [hundred, 0.5, 50],
    [hundred, 0.99, 99],
    [[7], 0.99, 7],
    [[3, 1, 2], 0.5, 2],
    [[3, 1, 2], 0, 1],
  ] as Array<[number[], number, number]>) {
    it(`is ${expected} at ${share} of ${values.length}`, () => {
      assert.equal(percentile(values, share), expected);
    });
  }
});
