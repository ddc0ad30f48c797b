import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../paths.ts';
import { markdownFile } from './markdownFiles.ts';

interface FindingKind {
  severity: string;
  who: string;
}

const { findingKinds } = (await import(
  join(root, 'plugins/wiring-node/src/preflight/findingKinds.ts')
)) as { findingKinds: Record<string, FindingKind> };
const { findingSentences } = (await import(
  join(root, 'plugins/delivery-common/src/preflight/findingSentences.ts')
)) as { findingSentences: Record<string, string> };

const menders: Record<string, string> = {
  'platform-team': 'the platform team',
  'forge-owner': 'who owns the group on the forge',
  'cluster-owner': 'who runs the cluster',
  launcher: 'you',
};

/** Parameters are in italics. */
const wordsOf = (id: string, part: string) =>
  findingSentences[`preflight.${id}.${part}`].replace(/\{\{(\w+)\}\}/g, '_$1_');

const { rows } = markdownFile('docs/how-to/what-preflight-finds.md');
const listed = rows
  .map(({ cells }) => cells)
  .filter(cells => cells.length === 6 && /^`[a-z0-9-]+`$/.test(cells[0]));

describe('the how-to on what preflight finds', () => {
  it('has each finding of the code once, and no other', () => {
    assert.deepEqual(
      listed.map(([id]) => id.replaceAll('`', '')).sort(),
      Object.keys(findingKinds).sort(),
    );
  });

  it('says of each what the code says', () => {
    for (const [id, kind] of Object.entries(findingKinds)) {
      assert.deepEqual(
        listed.find(([first]) => first === `\`${id}\``),
        [
          `\`${id}\``,
          wordsOf(id, 'wrong'),
          wordsOf(id, 'breaks'),
          kind.severity,
          menders[kind.who],
          wordsOf(id, 'mend'),
        ],
      );
    }
  });
});
