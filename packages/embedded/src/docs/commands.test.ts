import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../paths.ts';
import { markdownFiles } from './markdownFiles.ts';

interface Manifest {
  name: string;
  scripts?: Record<string, string>;
}

const readManifest = (file: string): Manifest =>
  JSON.parse(readFileSync(join(root, file), 'utf8'));

const { scripts = {} } = readManifest('package.json');
const workspaces = new Map(
  globSync('{packages,plugins}/*/package.json', { cwd: root })
    .map(readManifest)
    .map(manifest => [manifest.name, manifest]),
);

/** npm's own commands that the pages use. */
const ofNpm = new Set(['install', 'exec', 'ci']);

interface Mention {
  at: string;
  text: string;
}

/** Each line of code, in blocks and in sentences. */
const lines: Mention[] = markdownFiles.flatMap(
  ({ path, blocks, inlineCode }) => [
    ...blocks.flatMap(({ text, line }) =>
      text.split('\n').map((one, index) => ({
        at: `${path}:${line + 1 + index}`,
        text: one,
      })),
    ),
    ...inlineCode.map(({ text, line }) => ({ at: `${path}:${line}`, text })),
  ],
);

/** What is wrong with `npm …`, as the root of the checkout understands it. */
function npmProblem(text: string): string | undefined {
  const [, run, name, rest] =
    /(?:^|[\s(])npm (run )?([a-z][\w:-]*)(.*)$/.exec(text) ?? [];
  if (!name || (!run && ofNpm.has(name))) {
    return undefined;
  }
  const script = scripts[name];
  if (!script) {
    return `package.json has no script ${name}`;
  }
  const command = /^node scripts\/run\.mjs (\S+)$/.exec(script)?.[1];
  if (!command) {
    return undefined;
  }
  const file = `scripts/commands/${command}.ts`;
  if (!existsSync(join(root, file))) {
    return `there is no ${file}`;
  }
  const source = readFileSync(join(root, file), 'utf8');
  const unknown = [...rest.matchAll(/(?<=\s)--([a-z][\w-]*)/g)]
    .map(([, option]) => option)
    .filter(option => !new RegExp(`^\\s+'?${option}'?: \\{`, 'm').test(source));
  return unknown.length > 0
    ? `${file} has no option --${unknown[0]}`
    : undefined;
}

function yarnProblem(text: string): string | undefined {
  const [, workspace, name] =
    /yarn workspace (\S+) ([a-z][\w:-]*)/.exec(text) ?? [];
  if (!workspace || name === 'add') {
    return undefined;
  }
  const manifest = workspaces.get(workspace);
  return manifest?.scripts?.[name]
    ? undefined
    : `there is no script ${name} in a workspace ${workspace}`;
}

const complaints = (problemOf: (text: string) => string | undefined) =>
  lines.flatMap(({ at, text }) => {
    const problem = problemOf(text);
    return problem ? [`${at} \`${text.trim()}\`: ${problem}`] : [];
  });

describe('commands', () => {
  it('of npm are scripts of package.json, with options that they have', () => {
    assert.ok(lines.filter(({ text }) => /\bnpm /.test(text)).length > 10);
    assert.deepEqual(complaints(npmProblem), []);
  });

  it('of yarn are scripts of a workspace', () => {
    assert.deepEqual(complaints(yarnProblem), []);
  });

  it('of npm test name a suite that there is', () => {
    const suites = readFileSync(
      join(root, 'scripts/lib/suites/index.ts'),
      'utf8',
    );
    const unknown = lines.flatMap(({ at, text }) =>
      [...text.matchAll(/npm test -- .*--only ([a-z][\w-]*)/g)]
        .map(([, id]) => id)
        .filter(id => !suites.includes(`'${id}'`) && id !== 'plugins')
        .map(id => `${at} ${id}`),
    );
    assert.deepEqual(unknown, []);
  });

  it('that start a program of the project start one that is there', () => {
    const missing = lines.flatMap(({ at, text }) =>
      [...text.matchAll(/\bnode ((?:packages|scripts)\/\S+)/g)]
        .map(([, file]) => file)
        .filter(file => !existsSync(join(root, file)))
        .map(file => `${at} ${file}`),
    );
    assert.deepEqual(missing, []);
  });
});
