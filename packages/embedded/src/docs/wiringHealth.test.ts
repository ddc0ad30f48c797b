import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../paths.ts';
import { markdownFile } from './markdownFiles.ts';

interface FindingKind {
  severity: string;
  mend: string;
}

const { wiringFindingKinds } = (await import(
  join(root, 'plugins/wiring-node/src/health/wiringFindingKinds.ts')
)) as { wiringFindingKinds: Record<string, FindingKind> };
const { wiringSentences } = (await import(
  join(root, 'plugins/delivery-common/src/wiring/wiringSentences.ts')
)) as { wiringSentences: Record<string, string> };

const mends: Record<string, string> = {
  repair: '_Repair_',
  rotate: '_Rotate_',
  people: 'people',
};

/** Parameters are in italics. */
const wordsOf = (id: string, part: string) =>
  wiringSentences[`wiring.${id}.${part}`].replace(/\{\{(\w+)\}\}/g, '_$1_');

const { rows } = markdownFile('docs/how-to/what-wiring-health-finds.md');
const listed = rows
  .map(({ cells }) => cells)
  .filter(cells => cells.length === 6 && /^`[a-z0-9-]+`$/.test(cells[0]));

describe('the how-to on what a look at the wiring finds', () => {
  it('has each finding of the code once, and no other', () => {
    assert.deepEqual(
      listed.map(([id]) => id.replaceAll('`', '')).sort(),
      Object.keys(wiringFindingKinds).sort(),
    );
  });

  it('says of each what the code says', () => {
    for (const [id, kind] of Object.entries(wiringFindingKinds)) {
      assert.deepEqual(
        listed.find(([first]) => first === `\`${id}\``),
        [
          `\`${id}\``,
          wordsOf(id, 'wrong'),
          wordsOf(id, 'breaks'),
          kind.severity,
          mends[kind.mend],
          wordsOf(id, 'how'),
        ],
      );
    }
  });

  it('no sentence is of a finding that there is not', () => {
    const said = Object.keys(wiringSentences).map(key => key.split('.')[1]);
    assert.deepEqual(
      [...new Set(said)].sort(),
      Object.keys(wiringFindingKinds).sort(),
    );
  });
});
