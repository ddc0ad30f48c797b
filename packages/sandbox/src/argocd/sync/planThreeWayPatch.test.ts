import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planThreeWayPatch } from './planThreeWayPatch.ts';

describe('planThreeWayPatch', () => {
  const cases: Array<
    [rule: string, last: object, target: object, live: object, patch: object]
  > = [
    [
      'leaves what others have set',
      { selector: { app: 'a' } },
      { selector: { app: 'a' } },
      { selector: { app: 'a', hash: '1' } },
      {},
    ],
    [
      'removes what is no longer set',
      { a: 1, b: { c: 1 } },
      { b: {} },
      { a: 1, b: { c: 1, d: 2 } },
      { a: null, b: { c: null } },
    ],
    [
      'sets what differs',
      {},
      { a: 2, b: { c: 3 } },
      { a: 1, b: {} },
      { a: 2, b: { c: 3 } },
    ],
    ['replaces lists whole', {}, { a: [1] }, { a: [1, 2] }, { a: [1] }],
    ['does not remove what was never there', { a: 1 }, {}, {}, {}],
  ];
  for (const [rule, last, target, live, patch] of cases) {
    it(rule, () => {
      assert.deepEqual(
        planThreeWayPatch(
          last as Record<string, unknown>,
          target as Record<string, unknown>,
          live as Record<string, unknown>,
        ),
        patch,
      );
    });
  }
});
