import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setNewTag } from './commitTag.ts';

const cases: Array<[string, string, string]> = [
  ['newTag: old\n', 'v2', 'newTag: v2\n'],
  ['    newTag: "old" # by CI\n', '1a-2', '    newTag: 1a-2 # by CI\n'],
  ["  - newTag: 'old'\n", '1a-2', '  - newTag: 1a-2\n'],
  // YAML would take these for numbers.
  ['newTag: old\n', '12', 'newTag: "12"\n'],
  ['newTag: old\n', '1e5', 'newTag: "1e5"\n'],
  ['images: []\n', 'v2', 'images: []\n'],
];

for (const [before, tag, after] of cases) {
  test(`${JSON.stringify(before)} with the tag ${tag} is ${JSON.stringify(
    after,
  )}`, () => {
    assert.equal(setNewTag(before, tag), after);
  });
}
