import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../paths.ts';
import { markdownFile, markdownFiles } from './markdownFiles.ts';

const isElsewhere = (target: string) => /^[a-z][a-z0-9+.-]*:/i.test(target);

/** What is wrong with a link; undefined when it leads somewhere. */
function problemOf(from: string, target: string): string | undefined {
  const [path, anchor] = target.split('#');
  const file = path
    ? resolve(root, dirname(from), decodeURIComponent(path))
    : join(root, from);
  if (!existsSync(file)) {
    return 'there is no such file';
  }
  if (anchor && file.endsWith('.md')) {
    const { anchors } = markdownFile(relative(root, file));
    return anchors.has(anchor) ? undefined : 'there is no such heading';
  }
  return undefined;
}

function brokenLinks(isImage: boolean): string[] {
  return markdownFiles.flatMap(({ path, links }) =>
    links
      .filter(link => link.isImage === isImage && !isElsewhere(link.target))
      .flatMap(({ target, line }) => {
        const problem = problemOf(path, target);
        return problem ? [`${path}:${line} ${target}: ${problem}`] : [];
      }),
  );
}

describe('links', () => {
  it('between pages and to files lead somewhere', () => {
    assert.deepEqual(brokenLinks(false), []);
    // A test that has found none has not looked.
    assert.ok(markdownFiles.flatMap(({ links }) => links).length > 40);
  });

  it('to pictures lead to a picture', () => {
    assert.deepEqual(brokenLinks(true), []);
  });

  it('from docs/README.md lead to every page of docs', () => {
    const index = markdownFile('docs/README.md');
    const linked = new Set(
      index.links.map(({ target }) => join('docs', target.replace(/#.*$/, ''))),
    );
    const missing = markdownFiles
      .map(({ path }) => path)
      .filter(path => path.startsWith('docs/') && path !== index.path)
      .filter(path => !linked.has(path));
    assert.deepEqual(missing, []);
  });

  it('in inline code that look like a path of the project are one', () => {
    const isPath =
      /^(docs|packages|plugins|templates|scripts|examples)\/[\w./-]+$/;
    const missing = markdownFiles.flatMap(({ path, inlineCode }) =>
      inlineCode
        .filter(({ text }) => isPath.test(text))
        .filter(
          ({ text }) =>
            !existsSync(join(root, text)) &&
            !existsSync(join(root, dirname(path), text)),
        )
        .map(({ text, line }) => `${path}:${line} ${text}`),
    );
    assert.deepEqual(missing, []);
    assert.ok(statSync(join(root, 'docs')).isDirectory());
  });
});
