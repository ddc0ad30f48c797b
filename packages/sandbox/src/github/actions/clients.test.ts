import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Octokit } from '@octokit/rest';
import sodium from 'libsodium-wrappers';
import { makeRepository, runIn } from './testUtils/launchSystemB.ts';
import { startActionsWorld } from './testUtils/startActionsWorld.ts';
import type { ActionsWorld } from './testUtils/startActionsWorld.ts';

let world: ActionsWorld;
let octokit: Octokit;
before(async () => {
  world = await startActionsWorld();
  octokit = new Octokit({ auth: world.token, baseUrl: world.apiUrl });
});
after(() => world.stop());

const workflow = `name: CI
on: [push, workflow_dispatch]
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$VALUE" | rev
        env: { VALUE: '\${{ secrets.TOKEN }}' }
      - run: test "$GITHUB_RUN_ATTEMPT" -gt 1
`;

test('Octokit, which we did not write: secrets, runs, logs, running again, starting by hand', async () => {
  const { repository, sha } = await makeRepository(world, 'clients', workflow);
  const [owner, repo] = repository.split('/');
  await runIn(world, repository);

  await sodium.ready;
  const { data: key } = await octokit.actions.getRepoPublicKey({ owner, repo });
  const box = sodium.crypto_box_seal('drawer', Buffer.from(key.key, 'base64'));
  const put = await octokit.actions.createOrUpdateRepoSecret({
    owner,
    repo,
    secret_name: 'token',
    encrypted_value: Buffer.from(box).toString('base64'),
    key_id: key.key_id,
  });
  assert.equal(put.status, 201);
  const { data: secret } = await octokit.actions.getRepoSecret({
    owner,
    repo,
    secret_name: 'TOKEN',
  });
  assert.deepEqual(Object.keys(secret), ['name', 'created_at', 'updated_at']);
  await assert.rejects(
    octokit.actions.createOrUpdateRepoSecret({
      owner,
      repo,
      secret_name: 'OTHER',
      encrypted_value: Buffer.from('no box at all').toString('base64'),
      key_id: key.key_id,
    }),
    { status: 422 },
  );

  const runs = await octokit.paginate(octokit.actions.listWorkflowRunsForRepo, {
    owner,
    repo,
    head_sha: sha,
    per_page: 1,
  });
  assert.equal(runs.length, 1);
  assert.equal(runs[0].conclusion, 'failure');
  await octokit.actions.reRunWorkflow({ owner, repo, run_id: runs[0].id });
  await runIn(world, repository, 'completed', 2);
  const { data: jobs } = await octokit.actions.listJobsForWorkflowRun({
    owner,
    repo,
    run_id: runs[0].id,
  });
  assert.equal(jobs.jobs[0].conclusion, 'success');
  const log = await octokit.actions.downloadJobLogsForWorkflowRun({
    owner,
    repo,
    job_id: jobs.jobs[0].id,
  });
  // The secret backwards is not masked, and shows that the job has it.
  assert.match(String(log.data), /Z reward/);
  assert.doesNotMatch(String(log.data), /drawer/);
  const zip = await octokit.actions.downloadWorkflowRunLogs({
    owner,
    repo,
    run_id: runs[0].id,
  });
  assert.equal(
    Buffer.from(zip.data as ArrayBuffer)
      .subarray(0, 2)
      .toString(),
    'PK',
  );
  const { data: checks } = await octokit.checks.listForRef({
    owner,
    repo,
    ref: 'main',
  });
  assert.deepEqual(
    checks.check_runs.map(one => [one.name, one.conclusion]),
    [['a', 'success']],
  );

  const { status } = await octokit.actions.createWorkflowDispatch({
    owner,
    repo,
    workflow_id: 'ci.yml',
    ref: 'main',
  });
  assert.equal(status, 204);
  const { data: workflows } = await octokit.actions.listRepoWorkflows({
    owner,
    repo,
  });
  assert.deepEqual(
    workflows.workflows.map(one => [one.name, one.path]),
    [['CI', '.github/workflows/ci.yml']],
  );
});

test('a secret is in no answer, no log and no event', async () => {
  const canary = 'canary-8c1f5e';
  const events: string[] = [];
  world.github.context.events.subscribe(event =>
    events.push(JSON.stringify(event)),
  );
  const { repository } = await makeRepository(
    world,
    'canary',
    `on: [push, workflow_dispatch]
env: { VALUE: '\${{ secrets.CANARY }}' }
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: { leak: '\${{ steps.s.outputs.leak }}' }
    steps:
      - { id: s, run: 'echo "leak=$VALUE" >> $GITHUB_OUTPUT; echo "$VALUE"; echo "::error::$VALUE"' }
      - run: kubectl create secret "$VALUE"
      - uses: nobody/knows@v1
        with: { value: '\${{ secrets.CANARY }}' }
`,
    '[skip ci] Not yet',
  );
  const base = `/repos/${repository}`;
  await world.putSecret(`${base}/actions/secrets`, 'CANARY', canary);
  await world.make('POST', `${base}/actions/workflows/ci.yml/dispatches`, {
    ref: 'main',
  });
  const run = await runIn(world, repository);
  assert.equal(run.conclusion, 'success');
  await world.actions.settled();
  const answers = await Promise.all(
    [
      '/actions/secrets',
      '/actions/secrets/CANARY',
      '/actions/runs',
      `/actions/runs/${run.id}/jobs`,
      `/commits/${run.head_sha}/check-runs`,
    ].map(async path =>
      JSON.stringify((await world.call('GET', `${base}${path}`)).body),
    ),
  );
  const logs = world.actions
    .service()
    .store.records.logs.all()
    .map(one => one.text);
  assert.ok(events.length > 0 && logs.some(text => text.includes('***')));
  for (const text of [...answers, ...events, ...logs, ...world.logs]) {
    assert.ok(!text.includes(canary), text.slice(0, 500));
  }
});
