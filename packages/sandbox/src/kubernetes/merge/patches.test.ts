import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findKind } from '../resources/servedResources.ts';
import { jsonMergePatch } from './jsonMergePatch.ts';
import { strategicMergePatch } from './strategicMergePatch.ts';

describe('merge patch (RFC 7386)', () => {
  const cases: Array<[target: unknown, patch: unknown, expected: unknown]> = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, expected] of cases) {
    it(`${JSON.stringify(patch)} on ${JSON.stringify(target)}`, () => {
      assert.deepEqual(jsonMergePatch(target, patch), expected);
    });
  }
});

describe('strategic merge patch', () => {
  const deployment = findKind('apps/v1', 'Deployment')!;
  const cases: Array<{
    rule: string;
    live: unknown;
    patch: unknown;
    expected: unknown;
  }> = [
    {
      rule: 'merges containers by name and adds new ones',
      live: { containers: [{ name: 'a', image: '1' }] },
      patch: { containers: [{ name: 'a', tty: true }, { name: 'b' }] },
      expected: {
        containers: [{ name: 'a', image: '1', tty: true }, { name: 'b' }],
      },
    },
    {
      rule: '$patch: delete takes an item out',
      live: { containers: [{ name: 'a' }, { name: 'b' }] },
      patch: { containers: [{ name: 'a', $patch: 'delete' }] },
      expected: { containers: [{ name: 'b' }] },
    },
    {
      rule: '$patch: replace takes the list as it is sent',
      live: { containers: [{ name: 'a' }] },
      patch: { containers: [{ name: 'b' }, { $patch: 'replace' }] },
      expected: { containers: [{ name: 'b' }] },
    },
    {
      rule: '$setElementOrder orders',
      live: { env: [{ name: 'A' }, { name: 'B' }] },
      patch: {
        '$setElementOrder/env': [{ name: 'B' }, { name: 'A' }],
        env: [{ name: 'A', value: '1' }],
      },
      expected: { env: [{ name: 'B' }, { name: 'A', value: '1' }] },
    },
    {
      rule: '$retainKeys drops the other keys of a union',
      live: { strategy: { type: 'RollingUpdate', rollingUpdate: {} } },
      patch: { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
      expected: { strategy: { type: 'Recreate' } },
    },
    {
      rule: 'a list without a merge key is replaced',
      live: { args: ['a', 'b'] },
      patch: { args: ['c'] },
      expected: { args: ['c'] },
    },
    {
      rule: 'finalizers merge, and $deleteFromPrimitiveList takes them out',
      live: { finalizers: ['a', 'b'] },
      patch: {
        '$deleteFromPrimitiveList/finalizers': ['a'],
        finalizers: ['c'],
      },
      expected: { finalizers: ['b', 'c'] },
    },
    {
      rule: 'null removes',
      live: { a: 1, b: 2 },
      patch: { a: null },
      expected: { b: 2 },
    },
  ];
  for (const { rule, live, patch, expected } of cases) {
    it(rule, () => {
      assert.deepEqual(strategicMergePatch(deployment, live, patch), expected);
    });
  }
});
