import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { test } from 'node:test';
import { CiConfigExpander } from './CiConfigExpander.ts';
import { CiConfigError, parseCiConfig } from './parseCiConfig.ts';
import { testFolder } from './testFolder.ts';

async function read(
  files: Record<string, string>,
  inputs: Record<string, unknown> = {},
) {
  const folder = await testFolder(files);
  try {
    const expanded = await new CiConfigExpander().expand(folder, inputs);
    return { ...expanded, config: parseCiConfig(expanded.yaml) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('local includes, extends, references and defaults are resolved', async () => {
  const { config, includes } = await read({
    '.gitlab-ci.yml': `
include: [{ local: /ci/jobs.yml }]
stages: [check, ship]
default: { image: 'python:3.12', tags: [docker], retry: 1, interruptible: true }
variables: { GLOBAL: g }
.setup:
  script: [pip install .]
lint:
  stage: check
  script:
    - !reference [.setup, script]
    - ruff check .
`,
    'ci/jobs.yml': `
.ship:
  stage: ship
  script: [sh ci/update-gitops.sh]
  interruptible: false
deploy:
  extends: .ship
  environment: { name: dev, url: 'https://dev.example' }
  variables: { OVERLAY: overlays/dev }
`,
  });
  assert.deepEqual(includes, ['ci/jobs.yml']);
  assert.deepEqual(config.stages, ['.pre', 'check', 'ship', '.post']);
  const jobs = Object.fromEntries(config.jobs.map(job => [job.name, job]));
  assert.deepEqual(Object.keys(jobs).sort(), ['deploy', 'lint']);
  assert.deepEqual(jobs.lint.script, ['pip install .', 'ruff check .']);
  assert.deepEqual(jobs.lint.tags, ['docker']);
  assert.equal(jobs.lint.image, 'python:3.12');
  assert.equal(jobs.lint.interruptible, true);
  assert.equal(jobs.lint.retry?.max, 1);
  assert.equal(jobs.deploy.interruptible, false);
  assert.equal(jobs.deploy.environment?.name, 'dev');
  assert.deepEqual(jobs.deploy.variables.OVERLAY, {
    value: 'overlays/dev',
    expand: true,
  });
});

test('inputs of the configuration are filled in', async () => {
  const { config } = await read(
    {
      '.gitlab-ci.yml': `
spec:
  inputs:
    greeting: { default: hello }
---
say:
  script:
    - echo $[[ inputs.greeting ]]
`,
    },
    { greeting: 'moin' },
  );
  assert.deepEqual(config.jobs[0].script, ['echo moin']);
});

const broken: Array<[string, string, RegExp]> = [
  ['text that is no YAML', 'a: [', /Invalid configuration format/],
  ['no job at all', 'stages: [a]', /at least one visible job/],
  [
    'a stage that is not there',
    'job: { stage: nowhere, script: [x] }',
    /nowhere/,
  ],
  [
    'a need that is not there',
    'job: { stage: test, script: [x], needs: [other] }',
    /other/,
  ],
  [
    'a key that is none',
    'job: { script: [x], scrpt: [y] }',
    /scrpt|additional/,
  ],
  [
    'an include of another place',
    'include: https://example.com/x.yml\njob: { script: [x] }',
    /is not local/,
  ],
  [
    'an include of a project',
    'include: [{ project: a/b, file: x.yml }]\njob: { script: [x] }',
    /is not local/,
  ],
  [
    'an include that is not there',
    'include: [{ local: none.yml }]\njob: { script: [x] }',
    /Local file `none\.yml` does not exist/,
  ],
];

for (const [rule, text, problem] of broken) {
  test(`${rule} is told as a problem`, async () => {
    await assert.rejects(read({ '.gitlab-ci.yml': text }), error => {
      assert.ok(error instanceof CiConfigError, String(error));
      assert.match(error.message, problem);
      assert.doesNotMatch(error.message, /\/tmp\/|\u001b/);
      return true;
    });
  });
}

test('files of the repository do not steer the program', async () => {
  const { config } = await read({
    '.gitlab-ci.yml': 'job: { script: [echo from the repository] }',
    '.gitlab-ci-local.yml': 'job: { script: [echo overridden] }',
    '.gitlab-ci-local-env': 'FILE=elsewhere.yml',
  });
  assert.deepEqual(config.jobs[0].script, ['echo from the repository']);
});

test('the same files are resolved once', async () => {
  const expander = new CiConfigExpander();
  const files = { '.gitlab-ci.yml': 'job: { script: [echo one] }' };
  const folders = [
    await testFolder({ ...files, 'app.py': '1' }),
    await testFolder({ ...files, 'app.py': '2' }),
  ];
  const [first, second] = [
    await expander.expand(folders[0]),
    await expander.expand(folders[1]),
  ];
  assert.equal(first, second);
  await Promise.all(folders.map(folder => rm(folder, { recursive: true })));
});

test('what is wrong is told in one line, without what the program says else', async () => {
  await assert.rejects(
    read({ '.gitlab-ci.yml': 'job: { stage: nowhere, script: [x] }' }),
    (error: CiConfigError) => {
      assert.deepEqual(error.problems, ['stage:nowhere not found for job']);
      return true;
    },
  );
});
