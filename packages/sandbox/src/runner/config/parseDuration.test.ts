import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from './parseDuration.ts';

const cases: Array<[string, number | undefined]> = [
  ['30', 30],
  ['5 seconds', 5],
  ['90 minutes', 5400],
  ['1h 30m', 5400],
  ['1 hour', 3600],
  ['1 day', 86_400],
  ['soon', undefined],
];

for (const [text, seconds] of cases) {
  test(`"${text}" is ${seconds} seconds`, () => {
    assert.equal(parseDuration(text), seconds);
  });
}
