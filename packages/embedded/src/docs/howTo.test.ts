import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { portalSubject } from '../../../sandbox/src/world/portalAccess.ts';
import { root } from '../paths.ts';
import { markdownFile, markdownFiles } from './markdownFiles.ts';

interface Rule {
  apiGroups: readonly string[];
  resources: readonly string[];
  verbs: readonly string[];
}

/** One line for each thing that may be done. */
const spellOut = (rules: Rule[]) =>
  rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap(group =>
        resources.flatMap(resource =>
          verbs.map(verb => `${verb} ${group}/${resource}`),
        ),
      ),
    )
    .sort();

const sandboxRights = spellOut(
  portalSubject.rules.map(({ groups, resources, verbs }) => ({
    apiGroups: groups,
    resources,
    verbs,
  })),
);

function clusterRole(path: string): Rule[] {
  const [role] = markdownFile(path)
    .blocks.filter(({ language }) => language === 'yaml')
    .flatMap(({ text }) => parseAllDocuments(text).map(it => it.toJS()))
    .filter(it => it?.kind === 'ClusterRole');
  assert.ok(role, `${path} has no ClusterRole`);
  return role.rules;
}

const actionIds = globSync(
  'plugins/scaffolder-backend-module-delivery/src/actions/*/action.ts',
  { cwd: root },
).map(
  file =>
    /id: '(delivery:[\w:-]+)'/.exec(readFileSync(join(root, file), 'utf8'))![1],
);

describe('the rights of the portal on a cluster', () => {
  it('are in the how-to those that it has on the sandbox', () => {
    assert.deepEqual(
      spellOut(clusterRole('docs/how-to/connect-gitlab-and-cluster.md')),
      sandboxRights,
    );
  });

  it('to observe and operate are among them', () => {
    const missing = spellOut(
      clusterRole('plugins/delivery-backend/README.md'),
    ).filter(right => !sandboxRights.includes(right));
    assert.deepEqual(missing, []);
  });
});

describe('the actions', () => {
  it('that pages and examples name are there', () => {
    assert.ok(actionIds.length > 10);
    const unknown = markdownFiles.flatMap(({ path, inlineCode, blocks }) =>
      [
        ...inlineCode.map(({ text }) => text),
        ...blocks.map(({ text }) => text),
      ].flatMap(text =>
        [...text.matchAll(/\bdelivery:[a-z-]+:[a-z-]+\b/g)]
          .map(([id]) => id)
          .filter(id => !actionIds.includes(id))
          .map(id => `${path} ${id}`),
      ),
    );
    assert.deepEqual(unknown, []);
  });

  it('are all in the README of their plugin', () => {
    const { rows } = markdownFile(
      'plugins/scaffolder-backend-module-delivery/README.md',
    );
    const listed = rows.map(({ cells }) => cells[0].replaceAll('`', ''));
    assert.deepEqual(
      actionIds.filter(id => !listed.includes(id)),
      [],
    );
  });
});

describe('the outputs of the plan in the how-to on templates', () => {
  it('are those of its schema', () => {
    const schema = readFileSync(
      join(
        root,
        'plugins/scaffolder-backend-module-delivery/src/actions/planResolve/schema.ts',
      ),
      'utf8',
    );
    const { rows, headings } = markdownFile('docs/how-to/write-a-template.md');
    assert.ok(headings.includes('Outputs of the plan'));
    const start = rows.findIndex(({ cells }) => cells[0] === 'output');
    const named = rows
      .slice(start + 1)
      .flatMap(({ cells }) =>
        [...cells[0].matchAll(/`\.?([A-Za-z]+)/g)].map(([, name]) => name),
      );
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter(name => !new RegExp(`\\b${name}: (\\(|z\\.)`).test(schema)),
      [],
    );
  });
});

describe('the permissions', () => {
  it('are all in the how-to, and no other', () => {
    const declared = [
      ...readFileSync(
        join(root, 'plugins/delivery-common/src/permissions/permissions.ts'),
        'utf8',
      ).matchAll(/name: '(delivery\.[\w.-]+)'/g),
    ].map(([, name]) => name);
    const { rows } = markdownFile('docs/how-to/connect-gitlab-and-cluster.md');
    const start = rows.findIndex(({ cells }) => cells[0] === 'permission');
    const listed = rows
      .slice(start + 1)
      .flatMap(({ cells }) =>
        [...cells[0].matchAll(/`(delivery\.\w+\.[\w-]+)`/g)].map(
          ([, name]) => name,
        ),
      )
      // Keys of the config begin with it too.
      .filter(
        name => declared.includes(name) || !name.startsWith('delivery.launch'),
      );
    assert.deepEqual(listed.sort(), declared.sort());
  });
});

describe('the knobs of the sandbox', () => {
  it('are in the how-to those that it has', () => {
    const { rows, blocks } = markdownFile('docs/how-to/operate-the-sandbox.md');
    const cells = rows.map(row => row.cells[0].replaceAll('`', ''));
    const read = (file: string) =>
      readFileSync(join(root, 'packages/sandbox/src', file), 'utf8');
    const effects = [
      ...read('faults/FaultRule.ts').matchAll(/z\.literal\('([\w-]+)'\)/g),
    ].map(([, effect]) => effect);
    const behaviours = [
      ...read('kubelet/pods/behaviourOf.ts')
        .split('const asked')[1]
        .split(']')[1]
        .matchAll(/'(\w+)'/g),
    ].map(([, behaviour]) => behaviour);
    const options = [
      ...read('main.ts').matchAll(/^ {4}(\w+): \{ type: 'string'/gm),
    ].map(([, option]) => `--${option}`);
    assert.ok(effects.length >= 4 && behaviours.length >= 6);
    assert.deepEqual(
      [...effects, ...behaviours, ...options].filter(
        knob => !cells.includes(knob),
      ),
      [],
    );
    const example = blocks.find(({ language }) => language === 'json')!;
    assert.ok(effects.includes(parse(example.text).effect));
  });
});
