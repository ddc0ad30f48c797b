import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { updateGitops } from '../../../forge/ci/testUtils/systemA.ts';
import { classifyScript } from './classifyScript.ts';
import { findPrograms } from './findPrograms.ts';
import { installTools } from './installTools.ts';

const run = promisify(execFile);

for (const [what, script, expected] of [
  ['pipes and lists', 'a | b && c; d || e &\nf', 'a b c d e f'],
  ['what is substituted', 'X="$(a "$(b)" c)" d `e`', 'b a d e'],
  [
    'not what stands in a here-document',
    'cat <<EOF\nrm -rf x\nEOF\nls',
    'cat ls',
  ],
  [
    'not the operands of for, or of [[',
    'for i in a b; do c; done; if [[ a || b ]]; then d; fi',
    'c d',
  ],
  [
    'not the patterns of case',
    'case "$x" in a|b) c ;; *) d ;; esac; e',
    'c d e',
  ],
  ['not functions', 'f() { a; }\nf', 'a'],
  [
    'not quoted text, comments, files',
    `echo 'a; b' "c && d" # e\nls > f 2>&1`,
    'echo ls',
  ],
  ['not numbers', 'X=$((1 + 2)) a', 'a'],
  ['names of variables, marked', '"$TOOL" a', 'TOOL$'],
] as const) {
  test(`the programs of a script: ${what}`, () => {
    const programs = findPrograms(script);
    assert.deepEqual(programs.sort(), expected.split(' ').sort());
  });
}

const noFile = () => undefined;

for (const [what, script, kind] of [
  ['git and text', 'git clone x && sed -i s/a/b/ y && git push', 'real'],
  ['the GitOps script of a template', updateGitops, 'real'],
  ['a test', 'pytest && echo "a=b" >> "$GITHUB_OUTPUT"', 'partly'],
  ['a program by its path', '/usr/bin/python3 x.py', 'shown'],
  ['a program of the repository', './tools/deploy', 'shown'],
  ['a program that a variable names', '$TOOL x', 'shown'],
] as const) {
  test(`${what} is run: ${kind}`, () => {
    assert.equal(classifyScript(script, noFile).kind, kind);
  });
}

test('a script is as its own scripts are', () => {
  const files: Record<string, string> = {
    'ci/a.sh': 'sh ci/b.sh',
    'ci/b.sh': 'helm upgrade x',
    './ci/c.sh': '/opt/tool',
  };
  const kindOf = (script: string) =>
    classifyScript(script, path => files[path]);
  assert.deepEqual(kindOf('sh ci/a.sh'), {
    kind: 'partly',
    simulated: ['helm'],
  });
  assert.equal(kindOf('./ci/c.sh').kind, 'shown');
});

let tools: string;
let folder: string;
before(async () => {
  tools = await mkdtemp(join(tmpdir(), 'slipway-tools-test-'));
  folder = await mkdtemp(join(tmpdir(), 'slipway-job-test-'));
  await installTools(tools);
});
after(async () => {
  await rm(tools, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const bash = (script: string) =>
  run('bash', ['-c', script], {
    cwd: folder,
    env: { PATH: tools, HOME: folder, SLIPWAY_JOB_FOLDER: folder, TAG: '1e5' },
  });

test('a job finds git, and no program beyond the harmless', async () => {
  assert.match((await bash('git --version')).stdout, /git version/);
  await assert.rejects(bash('python3 --version'), /not found/);
});

test('a job removes its own files and no others', async () => {
  await writeFile(join(folder, 'own'), '');
  await bash('rm -f own');
  const other = join(tools, 'git');
  await assert.rejects(bash(`rm -f ${other}`), /outside of the job's folder/);
  assert.match((await bash('git --version')).stdout, /git version/);
});

test('yq sets a value, and keeps comments, order and text that looks like a number', async () => {
  const file = join(folder, 'values.yaml');
  const text =
    '# kept\nimage:\n  name: app # kept too\n  tag: none\nlist: [a]\n';
  await writeFile(file, text);
  await bash(`yq -i '.image.tag = strenv(TAG)' values.yaml`);
  assert.equal(
    await readFile(file, 'utf8'),
    text.replace('none', '"1e5"').replace('[a]', '[ a ]'),
  );
  assert.equal((await bash(`yq '.image.tag' values.yaml`)).stdout, '1e5\n');
  await assert.rejects(bash(`yq '.image' nowhere.yaml`), /no such file/);
});
