import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../paths.ts';
import { markdownFile } from './markdownFiles.ts';

const sources = globSync('{plugins,packages}/*/src/**/*.{ts,tsx}', {
  cwd: root,
  exclude: path => /\.test\.tsx?$/.test(path),
}).map(file => readFileSync(join(root, file), 'utf8'));

const isExported = (name: string) =>
  sources.some(text =>
    new RegExp(
      `^export (?:declare |abstract |async )?(?:interface|type|class|const|function) ${name}\\b`,
      'm',
    ).test(text),
  );
const isOfBackstage = (name: string) =>
  sources.some(text =>
    new RegExp(`import [^;]*\\b${name}\\b[^;]* from '@backstage/`).test(text),
  );
const hasField = (type: string, field: string) =>
  sources.some(text =>
    new RegExp(
      `^export interface ${type}\\b[^]*?^\\s+${field}\\??:[^]*?^}`,
      'm',
    ).test(text),
  );
const isAction = (id: string) =>
  sources.some(text => text.includes(`id: '${id.replace('*', '')}`));

/** What the last column binds a word to, one by one. */
const bound = markdownFile('docs/glossary.md').rows.flatMap(
  ({ cells, line }) => {
    const names = [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map(
      ([, name]) => name,
    );
    let type = '';
    return names.map(name => {
      type = name.startsWith('.') ? type : name.split('.')[0];
      return { line, name: name.startsWith('.') ? `${type}${name}` : name };
    });
  },
);

function isThere(name: string): boolean {
  if (name.includes('/')) {
    return existsSync(join(root, name));
  }
  if (name.includes(':')) {
    return isAction(name);
  }
  const [type, field] = name.split('.');
  return field
    ? hasField(type, field)
    : isExported(type) || isOfBackstage(type);
}

describe('docs/glossary.md', () => {
  it('binds words to types, packages and actions that are there', () => {
    assert.ok(bound.length > 20);
    const missing = bound
      .filter(({ name }) => !isThere(name))
      .map(({ line, name }) => `docs/glossary.md:${line} ${name}`);
    assert.deepEqual(missing, []);
  });
});
