import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markdownFile } from './markdownFiles.ts';

export interface FindingKind {
  severity: string;
  who: string;
  mend: string;
}

/** Holds the table of a how-to to the findings of the code and to what is said of each. */
export function checkFindingsHowTo(options: {
  file: string;
  kinds: Record<string, FindingKind>;
  sentences: Record<string, string>;
  /** Of its sentences: `preflight` in `preflight.<id>.wrong`. */
  prefix: string;
  /** Who or what mends it, in the words of the table. */
  mender: (kind: FindingKind) => string;
  /** The sentence of the last column. */
  advice: string;
}): void {
  const { file, kinds, sentences, prefix, mender, advice } = options;
  /** Parameters are in italics. */
  const wordsOf = (id: string, part: string) =>
    sentences[`${prefix}.${id}.${part}`].replace(/\{\{(\w+)\}\}/g, '_$1_');
  const listed = markdownFile(file)
    .rows.map(({ cells }) => cells)
    .filter(cells => cells.length === 6 && /^`[a-z0-9-]+`$/.test(cells[0]));

  describe(file, () => {
    it('has each finding of the code once, and no other', () => {
      assert.deepEqual(
        listed.map(([id]) => id.replaceAll('`', '')).sort(),
        Object.keys(kinds).sort(),
      );
    });

    it('says of each what the code says', () => {
      for (const [id, kind] of Object.entries(kinds)) {
        assert.deepEqual(
          listed.find(([first]) => first === `\`${id}\``),
          [
            `\`${id}\``,
            wordsOf(id, 'wrong'),
            wordsOf(id, 'breaks'),
            kind.severity,
            mender(kind),
            wordsOf(id, advice),
          ],
        );
      }
    });

    it('no sentence is of a finding that there is not', () => {
      const said = Object.keys(sentences).map(key => key.split('.')[1]);
      assert.deepEqual([...new Set(said)].sort(), Object.keys(kinds).sort());
    });
  });
}
