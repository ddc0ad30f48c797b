import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { differences, normalise, stable } from './normalise.ts';

describe('what is compared of two launches', () => {
  const cases: Array<[what: string, text: string, same: string]> = [
    ['names', 'acme/zz001q-gitops', 'acme/SERVICE-gitops'],
    ['commits', 'at 609e05de2f2d84b7be91d9f190ccf276ca8378d4', 'at COMMIT'],
    ['tags of images', 'acme/zz001q:609e05de-1', 'acme/SERVICE:TAG'],
    ['times', '"2026-11-21T21:38:42.722Z"', '"TIME"'],
    ['versions stay', 'kustomize 5.8.0', 'kustomize 5.8.0'],
  ];
  for (const [what, text, same] of cases) {
    it(what, () => assert.equal(normalise(text, 'zz001q'), same));
  }

  it('one that is there twice is surplus', () => {
    assert.deepEqual(differences(['key', 'hook'], ['hook', 'hook']), [
      'missing: key',
      'surplus: hook',
    ]);
    assert.deepEqual(differences(['a', 'b'], ['b', 'a']), []);
  });

  it('the order of fields does not matter', () => {
    assert.equal(
      stable({ b: { d: 1, c: 2 }, a: 0 }),
      '{"a":0,"b":{"c":2,"d":1}}',
    );
  });
});
