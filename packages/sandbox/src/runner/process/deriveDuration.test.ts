import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveDuration } from './deriveDuration.ts';

const at = (second: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const span = (from: number, to: number) => ({
  startedAt: at(from),
  finishedAt: at(to),
});

const cases: Array<
  [string, Parameters<typeof deriveDuration>[0], number | null]
> = [
  [
    'nothing that ran took no time',
    [{ startedAt: null, finishedAt: null }],
    null,
  ],
  ['jobs beside each other count once', [span(0, 10), span(2, 8)], 10],
  ['jobs that overlap count from first to last', [span(0, 6), span(4, 10)], 10],
  ['a wait between jobs does not count', [span(0, 5), span(20, 25)], 10],
];

for (const [rule, intervals, seconds] of cases) {
  test(rule, () => {
    assert.equal(deriveDuration(intervals), seconds);
  });
}
