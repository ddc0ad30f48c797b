import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  jobsOf,
  logOf,
  makeRepository,
  putFile,
  runIn,
} from './testUtils/launchSystemB.ts';
import { startActionsWorld } from './testUtils/startActionsWorld.ts';
import type { ActionsWorld } from './testUtils/startActionsWorld.ts';

let world: ActionsWorld;
before(async () => {
  world = await startActionsWorld();
});
after(() => world.stop());

const chain = `on: [push, workflow_dispatch]
jobs:
  one: { runs-on: ubuntu-latest, steps: [{ run: echo one }] }
  two: { runs-on: ubuntu-latest, needs: one, steps: [{ run: echo two }] }
  other: { runs-on: ubuntu-latest, steps: [{ run: echo other }] }
`;

test('what failed is run again with what depends on it; the rest is taken over', async () => {
  const { repository } = await makeRepository(
    world,
    'again',
    chain,
    'Start [fail one once]',
  );
  const first = await runIn(world, repository);
  assert.equal(first.conclusion, 'failure');
  assert.deepEqual(await jobsOf(world, repository, first), {
    one: 'failure',
    two: 'skipped',
    other: 'success',
  });
  const answer = await world.call(
    'POST',
    `/repos/${repository}/actions/runs/${first.id}/rerun-failed-jobs`,
  );
  assert.equal(answer.status, 201);
  const second = await runIn(world, repository, 'completed', 2);
  assert.equal(second.id, first.id);
  assert.equal(second.conclusion, 'success');
  const { jobs } = await world.make(
    'GET',
    `/repos/${repository}/actions/runs/${first.id}/jobs?filter=all`,
  );
  assert.equal(jobs.length, 6);
  const before = await world.make(
    'GET',
    `/repos/${repository}/actions/runs/${first.id}/attempts/1`,
  );
  assert.equal(before.conclusion, 'failure');
  assert.match(await logOf(world, repository, second, 'other'), /echo other/);
  // All of them, and one alone.
  await world.make(
    'POST',
    `/repos/${repository}/actions/runs/${first.id}/rerun`,
  );
  const third = await runIn(world, repository, 'completed', 3);
  const other = (
    await world.make(
      'GET',
      `/repos/${repository}/actions/runs/${third.id}/jobs`,
    )
  ).jobs.find((job: any) => job.name === 'one');
  await world.make(
    'POST',
    `/repos/${repository}/actions/jobs/${other.id}/rerun`,
  );
  const fourth = await runIn(world, repository, 'completed', 4);
  assert.equal(fourth.conclusion, 'success');
  const nothing = await world.call(
    'POST',
    `/repos/${repository}/actions/runs/${first.id}/rerun-failed-jobs`,
  );
  assert.equal(nothing.status, 403);
});

test('a run that is cancelled ends so, and is not cancelled twice', async () => {
  const { repository } = await makeRepository(
    world,
    'cancelled',
    chain
      .replace('[push, workflow_dispatch]', 'push')
      .replace(
        'runs-on: ubuntu-latest, steps: [{ run: echo one }]',
        'runs-on: ubuntu-latest, environment: production, steps: [{ run: echo one }]',
      ),
    '[skip ci] Not yet',
  );
  const reviewer = world.forge.context.records.users.find(
    user => user.username === 'platform-owner',
  )!;
  await world.make('PUT', `/repos/${repository}/environments/production`, {
    reviewers: [{ type: 'User', id: reviewer.id }],
  });
  await putFile(world, repository, 'README.md', 'hello', 'Now');
  const run = await runIn(world, repository, 'waiting');
  const path = `/repos/${repository}/actions/runs/${run.id}/cancel`;
  assert.equal((await world.call('POST', path)).status, 202);
  const ended = await runIn(world, repository);
  assert.equal(ended.conclusion, 'cancelled');
  assert.equal((await jobsOf(world, repository, run)).one, 'cancelled');
  const again = await world.call('POST', path);
  assert.equal(again.status, 409);
  assert.equal(
    again.body.message,
    'Cannot cancel a workflow run that is completed.',
  );
});

const dispatched = `name: By hand
run-name: Deploy \${{ inputs.tag }}
on:
  workflow_dispatch:
    inputs:
      tag: { type: string, required: true }
      dry: { type: boolean, default: false }
      where: { type: choice, options: [dev, prod], default: dev }
jobs:
  show:
    runs-on: ubuntu-latest
    steps:
      - if: \${{ !inputs.dry }}
        run: echo "tag \${{ inputs.tag }} in \${{ github.event.inputs.where }}"
`;

test('a workflow is started by hand with its inputs, and by no push', async () => {
  const { repository } = await makeRepository(world, 'by-hand', dispatched);
  const path = `/repos/${repository}/actions/workflows/ci.yml/dispatches`;
  const dispatch = (inputs: object, more = {}) =>
    world.call('POST', path, { ref: 'main', inputs, ...more });
  for (const [inputs, message] of [
    [{}, "Required input 'tag' not provided"],
    [{ tag: '1', nope: 'x' }, 'Unexpected inputs provided: ["nope"]'],
    [
      { tag: '1', where: 'moon' },
      "Provided value 'moon' for input 'where' not in the list of allowed values",
    ],
  ] as const) {
    const { status, body } = await dispatch(inputs);
    assert.equal(status, 422);
    assert.equal(body.message, message);
  }
  const nowhere = await world.call('POST', path, { ref: 'nowhere' });
  assert.equal(nowhere.body.message, 'No ref found for: nowhere');
  assert.equal((await dispatch({ tag: '1.0' })).status, 204);
  const run = await runIn(world, repository);
  assert.equal(run.display_title, 'Deploy 1.0');
  assert.equal(run.event, 'workflow_dispatch');
  assert.match(
    await logOf(world, repository, run, 'show'),
    /Z tag 1\.0 in dev/,
  );
  const details = await dispatch(
    { tag: '2.0', dry: true },
    { return_run_details: true },
  );
  assert.equal(details.status, 200);
  assert.equal(
    details.body.run_url,
    `${world.apiUrl}/repos/${repository}/actions/runs/${details.body.workflow_run_id}`,
  );
});

test('a workflow file that is wrong makes a run that failed, without jobs', async () => {
  const { repository } = await makeRepository(
    world,
    'wrong',
    'on: push\njobs: {a: {steps: []}}\n',
  );
  const run = await runIn(world, repository);
  assert.equal(run.conclusion, 'failure');
  assert.equal(run.name, '.github/workflows/ci.yml');
  assert.deepEqual(await jobsOf(world, repository, run), {});
});

test('a commit that asks for none gets no run, nor does a push with a job’s own token', async () => {
  const { repository } = await makeRepository(
    world,
    'self',
    `on: push
permissions: { contents: write }
jobs:
  bump:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          echo "$GITHUB_RUN_NUMBER" > bumped
          git add bumped
          git -c user.name=Bot -c user.email=bot@example.com commit -m "Bump"
          git push
`,
  );
  const run = await runIn(world, repository);
  assert.equal(
    run.conclusion,
    'success',
    await logOf(world, repository, run, 'bump'),
  );
  const [commit] = await world.make('GET', `/repos/${repository}/commits`);
  assert.equal(commit.commit.message.trim(), 'Bump');
  await putFile(world, repository, 'README.md', 'x', 'Say more [skip ci]');
  await world.actions.settled();
  const { total_count: count } = await world.make(
    'GET',
    `/repos/${repository}/actions/runs`,
  );
  assert.equal(count, 1);
});

test('a token without contents: write does not push', async () => {
  const { repository } = await makeRepository(
    world,
    'read-only',
    `on: push
jobs:
  bump:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: |
          git -c user.name=Bot -c user.email=bot@example.com commit --allow-empty -m "Bump"
          git push
`,
  );
  const run = await runIn(world, repository);
  assert.equal(run.conclusion, 'failure');
  assert.match(await logOf(world, repository, run, 'bump'), /403|denied/i);
});

test('outputs, a matrix from outputs, fail-fast and conditions', async () => {
  const { repository } = await makeRepository(
    world,
    'matrix',
    `on: push
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: { parts: '\${{ steps.p.outputs.parts }}' }
    steps: [{ id: p, run: 'echo ''parts=["a","b","c"]'' >> $GITHUB_OUTPUT' }]
  work:
    needs: plan
    runs-on: ubuntu-latest
    strategy:
      max-parallel: 1
      matrix: { part: '\${{ fromJSON(needs.plan.outputs.parts) }}' }
    steps: [{ run: 'test \${{ matrix.part }} != b' }]
  never: { needs: work, runs-on: ubuntu-latest, steps: [{ run: echo }] }
  always: { needs: work, if: always(), runs-on: ubuntu-latest, steps: [{ run: 'echo "\${{ needs.work.result }}"' }] }
`,
  );
  const run = await runIn(world, repository);
  assert.equal(run.conclusion, 'failure');
  assert.deepEqual(await jobsOf(world, repository, run), {
    plan: 'success',
    'work (a)': 'success',
    'work (b)': 'failure',
    'work (c)': 'cancelled',
    never: 'skipped',
    always: 'success',
  });
  assert.match(await logOf(world, repository, run, 'always'), /Z failure/);
});

test('an action of the repository is run in the place of its step', async () => {
  const { repository } = await makeRepository(
    world,
    'composite',
    `on: workflow_dispatch
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - { id: name, uses: ./.github/actions/name, with: { suffix: end } }
      - run: echo "named \${{ steps.name.outputs.name }}"
      - uses: ./nowhere
`,
  );
  await putFile(
    world,
    repository,
    '.github/actions/name/action.yml',
    `name: Name
inputs:
  prefix: { default: '\${{ github.event_name }}' }
  suffix: { required: true }
outputs:
  name: { value: '\${{ steps.n.outputs.name }}' }
runs:
  using: composite
  steps:
    - id: n
      shell: bash
      run: echo "name=\${{ inputs.prefix }}-\${{ inputs.suffix }}" >> "$GITHUB_OUTPUT"
`,
  );
  await world.make(
    'POST',
    `/repos/${repository}/actions/workflows/ci.yml/dispatches`,
    { ref: 'main' },
  );
  const run = await runIn(world, repository);
  const log = await logOf(world, repository, run, 'a');
  assert.match(log, /Z named workflow_dispatch-end/);
  assert.match(log, /Did you forget to run actions\/checkout/);
  assert.equal(run.conclusion, 'failure');
});
