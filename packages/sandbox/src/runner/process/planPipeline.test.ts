import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CiConfigError, parseCiConfig } from '../config/parseCiConfig.ts';
import { planPipeline } from './planPipeline.ts';
import type { PlanFacts } from './planPipeline.ts';

const facts: PlanFacts = {
  predefined: {
    CI_COMMIT_BRANCH: 'main',
    CI_DEFAULT_BRANCH: 'main',
    CI_PIPELINE_SOURCE: 'push',
  },
  settings: [],
  given: [],
  ref: 'main',
  tag: false,
  files: ['Dockerfile', 'app/main.py'],
  changedFiles: ['app/main.py'],
};

function plan(yaml: string, change: Partial<PlanFacts> = {}) {
  return planPipeline(parseCiConfig(yaml), { ...facts, ...change });
}

function jobsOf(yaml: string, change?: Partial<PlanFacts>) {
  const planned = plan(yaml, change);
  assert.equal(planned.kind, 'planned');
  return planned.kind === 'planned' ? planned.jobs : [];
}

const other = {
  predefined: { ...facts.predefined, CI_COMMIT_BRANCH: 'feature' },
  ref: 'feature',
};

const workflows: Array<[string, string, Partial<PlanFacts>, string]> = [
  ['rules that fit make a pipeline', 'if: $CI_COMMIT_BRANCH', {}, 'planned'],
  ['rules that do not fit make none', 'if: $CI_COMMIT_TAG', {}, 'filtered'],
  [
    'a rule may say never',
    'if: $CI_COMMIT_BRANCH, when: never',
    {},
    'filtered',
  ],
];
for (const [rule, text, change, kind] of workflows) {
  test(`workflow: ${rule}`, () => {
    const yaml = `workflow: { rules: [{ ${text} }] }\njob: { script: [x] }`;
    assert.equal(plan(yaml, change).kind, kind);
  });
}

test('a pipeline of which every job is left out has no jobs', () => {
  const yaml = 'job: { script: [x], rules: [{ if: $NEVER }] }';
  assert.equal(plan(yaml).kind, 'no-jobs');
});

const jobs: Array<
  [string, string, Partial<PlanFacts>, Record<string, unknown> | undefined]
> = [
  [
    'without rules it runs on success',
    '',
    {},
    { when: 'on_success', allowFailure: false },
  ],
  [
    'by hand without rules it is optional',
    'when: manual',
    {},
    { when: 'manual', allowFailure: true },
  ],
  [
    'by hand by a rule it blocks',
    'rules: [{ if: $CI_COMMIT_BRANCH, when: manual }]',
    {},
    { when: 'manual', allowFailure: false },
  ],
  [
    'by hand by a rule that allows failure it is optional',
    'rules: [{ when: manual, allow_failure: true }]',
    {},
    { when: 'manual', allowFailure: true },
  ],
  [
    'a rule without when leaves it to the job',
    'when: manual, rules: [{ if: $CI_COMMIT_BRANCH }]',
    {},
    { when: 'manual' },
  ],
  [
    'a rule that says on_success wins',
    'when: manual, rules: [{ when: on_success }]',
    {},
    { when: 'on_success' },
  ],
  [
    'the first rule that fits decides',
    'rules: [{ if: $CI_COMMIT_BRANCH == "main", when: never }, { when: always }]',
    {},
    undefined,
  ],
  [
    'on another branch it is left out',
    'rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }]',
    other,
    undefined,
  ],
  ['changes that fit add it', 'rules: [{ changes: ["app/**/*"] }]', {}, {}],
  [
    'changes that do not leave it out',
    'rules: [{ changes: [docs/*] }]',
    {},
    undefined,
  ],
  [
    'changes that nobody knows add it',
    'rules: [{ changes: [docs/*] }]',
    { changedFiles: undefined },
    {},
  ],
  ['a file that exists adds it', 'rules: [{ exists: [Dockerfile] }]', {}, {}],
  [
    'a file that does not leaves it out',
    'rules: [{ exists: [Makefile] }]',
    {},
    undefined,
  ],
  ['only names a branch', 'only: [main]', {}, {}],
  ['only another branch leaves it out', 'only: [main]', other, undefined],
  ['except takes it out', 'except: [/^feat/]', other, undefined],
  [
    'a delay is read',
    'when: delayed, start_in: 5 minutes',
    {},
    { startInSeconds: 300 },
  ],
  [
    'settings of the project decide rules',
    'rules: [{ if: $SHIP == "yes" }]',
    {
      settings: [
        {
          key: 'SHIP',
          value: 'yes',
          raw: false,
          masked: false,
          variableType: 'env_var',
        },
      ],
    },
    {},
  ],
];

for (const [rule, text, change, expected] of jobs) {
  test(`job: ${rule}`, () => {
    const yaml = `keep: { script: [x] }\njob: { script: [x]${
      text ? `, ${text}` : ''
    } }`;
    const job = jobsOf(yaml, change).find(one => one.name === 'job');
    if (expected === undefined) {
      assert.equal(job, undefined);
    } else {
      assert.ok(job);
      for (const [key, value] of Object.entries(expected)) {
        assert.deepEqual(job[key as keyof typeof job], value, key);
      }
    }
  });
}

test('a matrix makes a job of each combination, and needs mean all of them', () => {
  const planned = jobsOf(`
build:
  script: [x]
  parallel: { matrix: [{ ARCH: [amd64, arm64], OS: linux }] }
test: { script: [x], needs: [build] }
shard: { script: [x], parallel: 2 }
`);
  assert.deepEqual(
    planned.map(job => job.name),
    [
      'build: [amd64, linux]',
      'build: [arm64, linux]',
      'test',
      'shard 1/2',
      'shard 2/2',
    ],
  );
  assert.deepEqual(planned[2].needs, [
    'build: [amd64, linux]',
    'build: [arm64, linux]',
  ]);
});

test('a need that rules have left out is a problem, unless it is optional', () => {
  const yaml = (need: string) => `
build: { script: [x], rules: [{ when: never }] }
test: { script: [x], needs: [${need}] }`;
  assert.throws(() => plan(yaml('build')), CiConfigError);
  const [job] = jobsOf(yaml('{ job: build, optional: true }'));
  assert.deepEqual(job.needs, []);
});

test('names of environments and resource groups are filled in', () => {
  const [job] = jobsOf(`
deploy:
  script: [x]
  variables: { WHERE: dev }
  environment: { name: $WHERE/$CI_COMMIT_BRANCH }
  resource_group: $CI_ENVIRONMENT_NAME
`);
  assert.equal(job.environment?.name, 'dev/main');
  assert.equal(job.resourceGroup, 'dev/main');
});
