import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RequestTotals } from '../launch/SandboxRequests.ts';
import {
  failuresOf,
  median,
  missingOf,
  presentLaunches,
  type LaunchRound,
} from './presentLaunches.ts';

const totals = (reads: number, writes: number): RequestTotals => ({
  reads,
  writes,
  watches: 0,
  sides: [],
  written: [],
});

const round = (
  seconds: number,
  inventory: string[],
  rest: Partial<LaunchRound> = {},
): LaunchRound => ({
  succeeded: true,
  seconds,
  healthySeconds: seconds * 2,
  requests: totals(seconds * 10, 5),
  inventory,
  secondRun: { succeeded: true, requests: totals(9, 0) },
  ...rest,
});

describe('the comparison of launches', () => {
  const items = ['pull secret', 'webhook'];
  const slipway = [10, 30, 20].map(seconds => round(seconds, items));
  const peers = [
    round(40, items),
    round(60, ['pull secret'], { healthySeconds: undefined }),
  ];
  const text = presentLaunches({
    latencyMilliseconds: 50,
    slipway,
    peers: peers.map((each, index) =>
      index > 0
        ? each
        : {
            ...each,
            secondRun: {
              succeeded: false,
              error: 'taken',
              requests: totals(1, 1),
            },
          },
    ),
    items,
  }).join('\n');

  for (const [values, expected] of [
    [[], undefined],
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 2], 3],
  ] as Array<[number[], number | undefined]>) {
    it(`the median of [${values}] is ${expected}`, () => {
      assert.equal(median(values), expected);
    });
  }

  it('what was not there after one of the rounds is left to do', () => {
    assert.deepEqual(missingOf(items, peers), ['webhook']);
    assert.deepEqual(missingOf(items, slipway), []);
  });

  it('names the launches that did not come to their end', () => {
    const failed = round(1, [], { succeeded: false, error: 'no kubectl' });
    assert.deepEqual(
      failuresOf({ latencyMilliseconds: 0, slipway, peers: [failed], items }),
      ['The usual actions, launch 1, failed: no kubectl'],
    );
  });

  it('tells medians and their ratio', () => {
    assert.match(text, /requests until the template is done +205 +505 +2\.46×/);
    assert.match(text, /template done after +20\.0 s +50\.0 s +2\.50×/);
  });

  it('tells how many launches came to all of it', () => {
    assert.match(text, /launches with all of it healthy +3 of 3 +1 of 2/);
  });

  it('tells what came of a second run, and what is left to do', () => {
    assert.match(
      text,
      /Slipway’s template ends well, with 9 reads and 0 writes/,
    );
    assert.match(text, /usual actions’ fails: taken/);
    assert.match(text, /Slipway leaves nothing of it to do by hand/);
    assert.match(text, /leaves 1 to do by hand:\n {2}- webhook/);
  });
});
