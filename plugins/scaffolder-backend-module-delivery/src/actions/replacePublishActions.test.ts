import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { World } from '../__testUtils__/World';
import { createActions } from '.';

const root = join(__dirname, '../../../..');
const page = readFileSync(
  join(root, 'docs/how-to/replace-publish-actions.md'),
  'utf8',
);

interface Schema {
  type?: string;
  enum?: unknown[];
  pattern?: string;
  properties?: Record<string, Schema>;
  required?: string[];
}

const stepsUnder = (heading: string) =>
  parse(
    new RegExp(`\n## ${heading}\n\n\`\`\`yaml\n([\\s\\S]*?)\n\`\`\``).exec(
      page,
    )![1],
  ).steps as Array<{ id: string; action: string; input?: object }>;

/** What a schema has against a value, by what a template's text can tell of it. */
function problems(schema: Schema, value: unknown, path = 'input'): string[] {
  const type = Array.isArray(value) ? 'array' : typeof value;
  if (schema.type && schema.type !== type) {
    return [`${path} is ${type}, not ${schema.type}`];
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return [`${path} is none of ${schema.enum.join(', ')}`];
  }
  if (schema.pattern && !new RegExp(schema.pattern).test(String(value))) {
    return [`${path} does not match ${schema.pattern}`];
  }
  if (!schema.properties) {
    return [];
  }
  const given = value as Record<string, unknown>;
  return [
    ...(schema.required ?? [])
      .filter(key => !(key in given))
      .map(key => `${path}.${key} is missing`),
    ...Object.entries(given).flatMap(([key, inner]) =>
      schema.properties![key]
        ? problems(schema.properties![key], inner, `${path}.${key}`)
        : [`${path}.${key} is no input`],
    ),
  ];
}

describe('the page on publish actions', () => {
  const actions = createActions(
    Object.assign(new World(), {}) as never as Parameters<
      typeof createActions
    >[0],
  );
  const schemaOf = (id: string) =>
    actions.find(action => action.id === id)?.schema?.input as Schema;

  it.each(stepsUnder('After').map(step => [step.id, step] as const))(
    'the step %s is one that its action takes',
    (_, { action, input = {} }) => {
      expect(schemaOf(action)).toBeDefined();
      expect(problems(schemaOf(action), input)).toEqual([]);
    },
  );

  it('would find what an action does not take', () => {
    const schema = schemaOf('delivery:repository:ensure');
    expect(problems(schema, { visibility: 'secret', branch: 'x' })).toEqual([
      'input.repoUrl is missing',
      'input.visibility is none of private, internal, public',
      'input.branch is no input',
    ]);
  });

  it('the outputs that steps read are put out by the plan', () => {
    const plan = actions.find(({ id }) => id === 'delivery:plan:resolve')!;
    const { properties } = plan.schema!.output as Required<Schema>;
    const read = [
      ...JSON.stringify(stepsUnder('After')).matchAll(
        /steps\.plan\.output\.(\w+)/g,
      ),
    ].map(([, name]) => name);
    expect(read.length).toBeGreaterThan(3);
    expect(read.filter(name => !properties[name])).toEqual([]);
  });

  it.each([
    [
      'publish:gitlab',
      '@backstage/plugin-scaffolder-backend-module-gitlab/dist/actions/gitlab.cjs.js',
      /^ {8}(\w+): \(z\)/gm,
    ],
    [
      'publish:github',
      '@backstage/plugin-scaffolder-backend-module-github/dist/actions/github.cjs.js',
      /^ {8}(\w+): inputProperties\./gm,
    ],
    [
      'argocd:create-resources',
      '@roadiehq/scaffolder-backend-argocd/dist/actions/run/argocd.cjs.js',
      /^ {8}(\w+): \(z\)/gm,
    ],
  ])('every input of %s has its row', (id, file, pattern) => {
    const source = readFileSync(join(root, 'node_modules', file), 'utf8');
    const inputs = [...source.matchAll(pattern)].map(([, name]) => name);
    const [, section] = page.split(`\n## \`${id}\`\n`);
    const named = [...section.split('\n## ')[0].matchAll(/`([\w.]+)`/g)].map(
      ([, name]) => name.split('.')[0],
    );
    expect(inputs.length).toBeGreaterThan(5);
    expect(inputs.filter(name => !named.includes(name))).toEqual([]);
  });
});
