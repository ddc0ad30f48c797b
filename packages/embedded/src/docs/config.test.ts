import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../paths.ts';
import { keysOf, readConfigKeys } from './configKeys.ts';
import { markdownFile, markdownFiles } from './markdownFiles.ts';

const require = createRequire(join(root, 'package.json'));
const declared = readConfigKeys();
const rows = markdownFile('docs/config.md')
  // The keys of Slipway's own plugins: the others' have no type there.
  .rows.filter(({ cells }) => cells.length === 4 && /^`\w/.test(cells[0]))
  .map(({ cells: [key, type, fallback, meaning] }) => ({
    path: key.replaceAll('`', ''),
    type: type.replaceAll('`', '').replaceAll('\\|', '|'),
    fallback,
    meaning,
  }));

/** What the plugins make of config files, all of whose variables are set. */
async function readPortalConfig(...files: string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--require',
    require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
    join(import.meta.dirname, 'readPortalConfig.cjs'),
    ...files.map(file => join(root, file)),
  ]);
  return JSON.parse(stdout);
}

describe('keysOf', () => {
  it('finds the keys in lists and below names that are chosen freely', () => {
    const text = `export interface Config {
      a?: { b: Array<{ c: 'x' | 'y' }>; d?: { [name: string]: number } };
    }`;
    assert.deepEqual(
      keysOf('f', text).map(({ path, type }) => [path, type]),
      [
        ['a.b[].c', "'x' | 'y'"],
        ['a.d.<name>', 'number'],
      ],
    );
  });
});

describe('docs/config.md', () => {
  it('has every key that a config.d.ts declares, and no other', () => {
    assert.ok(declared.length > 15);
    assert.deepEqual(
      rows.map(({ path }) => path).sort(),
      declared.map(({ path }) => path).sort(),
    );
  });

  it('gives each key the type that it has', () => {
    assert.deepEqual(
      Object.fromEntries(rows.map(({ path, type }) => [path, type])),
      Object.fromEntries(declared.map(({ path, type }) => [path, type])),
    );
  });

  it('says of each key what it means, and whether it is needed', () => {
    for (const { path, fallback, meaning } of rows) {
      assert.ok(meaning.length > 5, `${path} has no meaning`);
      const { optional } = declared.find(key => key.path === path)!;
      assert.equal(/^needed/.test(fallback), !optional, path);
    }
  });
});

describe('config keys in the pages', () => {
  it('are ones that are declared', () => {
    const permissions = readFileSync(
      join(root, 'plugins/delivery-common/src/permissions/permissions.ts'),
      'utf8',
    );
    const plain = (path: string) =>
      path.replace(/\[\d*\]/g, '').replace(/\.<[^>]+>/g, '.*');
    const known = declared.map(({ path }) => plain(path));
    const isKnown = (text: string) => {
      const path = plain(text).split('.');
      return known.some(key => {
        const parts = key.split('.');
        return path.every((part, i) => parts[i] === part || parts[i] === '*');
      });
    };
    const unknown = markdownFiles.flatMap(({ path, inlineCode }) =>
      inlineCode
        .filter(({ text }) => /^delivery\.[\w.<>[\]-]+$/.test(text))
        .filter(({ text }) => !permissions.includes(`'${text}'`))
        .filter(({ text }) => !isKnown(text))
        .map(({ text, line }) => `${path}:${line} ${text}`),
    );
    assert.deepEqual(unknown, []);
  });
});

describe('the app configs', () => {
  it('of the sandbox has the roles on loopback', async () => {
    const config = await readPortalConfig('app-config.yaml');
    assert.deepEqual(config.clusters, ['sandbox']);
    assert.equal(config.roles.length, 3);
  });

  it('of a real cluster leaves nothing of the sandbox, and stays on loopback', async () => {
    const config = await readPortalConfig(
      'app-config.yaml',
      'app-config.cluster.yaml',
    );
    assert.deepEqual(config.clusters, ['main']);
    assert.deepEqual(config.delivery.clusters, {});
    assert.ok(!JSON.stringify(config).includes('slipway'));
  });

  it('of production have PostgreSQL, and no role without a password', async () => {
    const config = await readPortalConfig(
      'app-config.yaml',
      'app-config.cluster.yaml',
      'app-config.production.yaml',
    );
    assert.equal(config.database.client, 'pg');
    assert.deepEqual(config.roles, []);
  });
});
