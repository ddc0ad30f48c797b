import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anchorOf, parseMarkdown } from './parseMarkdown.ts';

const page = `# One

See [two](#two) and ![a picture](p.png), not \`[code](x)\`.

| key | meaning |
| --- | --- |
| \`a \\| b\` | c |

\`\`\`yaml
# no heading
a: 1
\`\`\`

## Two

## Two
`;

describe('parseMarkdown', () => {
  const found = parseMarkdown(page);

  it('finds links and pictures, but not in code', () => {
    assert.deepEqual(found.links, [
      { target: '#two', line: 3, isImage: false },
      { target: 'p.png', line: 3, isImage: true },
    ]);
  });

  it('finds code blocks with their language, and no headings in them', () => {
    assert.deepEqual(found.blocks, [
      { language: 'yaml', line: 9, text: '# no heading\na: 1' },
    ]);
    assert.deepEqual(found.headings, ['One', 'Two', 'Two']);
  });

  it('numbers the anchors of headings that are there twice', () => {
    assert.deepEqual([...found.anchors], ['one', 'two', 'two-1']);
  });

  it('splits the rows of tables at their bars, and leaves out the rule', () => {
    assert.deepEqual(
      found.rows.map(({ cells }) => cells),
      [
        ['key', 'meaning'],
        ['`a \\| b`', 'c'],
      ],
    );
  });

  it('complains of a code block without an end', () => {
    assert.throws(() => parseMarkdown('```\nfoo'), /line 1 has no end/);
  });

  it('makes anchors as the forges do', () => {
    assert.equal(anchorOf('What `it` does: now'), 'what-it-does-now');
  });
});
