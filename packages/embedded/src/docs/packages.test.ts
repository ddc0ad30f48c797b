import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { parse, parseAllDocuments } from 'yaml';
import { root } from '../paths.ts';
import { markdownFile, markdownFiles } from './markdownFiles.ts';

const folders = globSync('{packages,plugins}/*/package.json', { cwd: root })
  .map(dirname)
  .sort();
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('each package', () => {
  for (const folder of folders) {
    it(`${folder} has a README with its name and an example`, () => {
      const file = join(folder, 'README.md');
      assert.ok(existsSync(join(root, file)), `there is no ${file}`);
      const { headings, blocks } = markdownFile(file);
      const { name } = JSON.parse(read(join(folder, 'package.json')));
      assert.equal(headings[0], name);
      assert.ok(blocks.length > 0, `${file} has no example`);
    });

    it(`${folder} is a component of the catalog, owned by somebody in it`, () => {
      const file = join(folder, 'catalog-info.yaml');
      assert.ok(existsSync(join(root, file)), `there is no ${file}`);
      const entity = parse(read(file));
      const known = parseAllDocuments(read('examples/org.yaml'))
        .map(document => document.toJS())
        .map(({ kind, metadata }) => `${kind}:${metadata.name}`);
      assert.equal(entity.kind, 'Component');
      assert.ok(known.includes(`Group:${entity.spec.owner}`));
      assert.ok(known.includes(`System:${entity.spec.system}`));
    });
  }

  it('has a name of its own in the catalog', () => {
    const names = folders
      .map(folder => join(folder, 'catalog-info.yaml'))
      .filter(file => existsSync(join(root, file)))
      .map(file => parse(read(file)).metadata.name);
    assert.equal(new Set(names).size, names.length);
  });

  it('is in the table of docs/architecture.md', () => {
    const { rows } = markdownFile('docs/architecture.md');
    const missing = folders.filter(
      folder => !rows.some(({ cells }) => cells[0] === `\`${folder}\``),
    );
    assert.deepEqual(missing, []);
  });
});

describe('the options in a README', () => {
  const fieldsOf = (file: string, name: string) => {
    const source = ts.createSourceFile(
      file,
      read(file),
      ts.ScriptTarget.Latest,
      true,
    );
    const found = source.statements.find(
      (statement): statement is ts.InterfaceDeclaration =>
        ts.isInterfaceDeclaration(statement) && statement.name.text === name,
    );
    assert.ok(found, `${file} has no interface ${name}`);
    return found.members.map(member => member.name!.getText());
  };

  for (const { folder, file, name } of [
    {
      folder: 'packages/sandbox',
      file: 'src/createSandbox.ts',
      name: 'SandboxOptions',
    },
    {
      folder: 'packages/embedded',
      file: 'src/portal/EmbeddedPortal.ts',
      name: 'EmbeddedPortalOptions',
    },
  ]) {
    it(`of ${folder} are those of ${name}`, () => {
      const listed = markdownFile(join(folder, 'README.md')).rows.flatMap(
        ({ cells }) => [...cells[0].matchAll(/`(\w+)`/g)].map(it => it[1]),
      );
      const missing = fieldsOf(join(folder, file), name).filter(
        field => !listed.includes(field),
      );
      assert.deepEqual(missing, []);
    });
  }
});

describe('each decision', () => {
  const decisions = markdownFiles.filter(({ path }) =>
    path.startsWith('docs/adr/'),
  );

  it('has a number of its own, and a context, a decision and consequences', () => {
    const numbers = decisions.map(({ path }) => basename(path).slice(0, 4));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => String(index + 1).padStart(4, '0')),
    );
    for (const { path, headings } of decisions) {
      const [title, ...sections] = headings;
      assert.equal(title.slice(0, 4), basename(path).slice(0, 4), path);
      assert.deepEqual(sections, ['Context', 'Decision', 'Consequences'], path);
    }
  });
});
