import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
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

const deploy = `on: push
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: { name: production, url: 'https://\${{ steps.s.outputs.host }}' }
    steps:
      - { id: s, run: echo host=payments.example.com >> $GITHUB_OUTPUT }
      - run: echo "with $SECRET in \${{ vars.REGION }}"
        env: { SECRET: '\${{ secrets.DEPLOY }}' }
`;

test('an environment with a reviewer waits for them, and shows its secret to nobody', async () => {
  const { repository } = await makeRepository(
    world,
    'approved',
    deploy,
    '[skip ci] Not yet',
  );
  const owner = world.forge.context.records.users.find(
    user => user.username === 'platform-owner',
  )!;
  const environment = `/repos/${repository}/environments/production`;
  await world.make('PUT', environment, {
    reviewers: [{ type: 'User', id: owner.id }],
  });
  await world.putSecret(`${environment}/secrets`, 'DEPLOY', 'hidden-value');
  await world.make('POST', `${environment}/variables`, {
    name: 'REGION',
    value: 'here',
  });
  await putFile(world, repository, 'README.md', 'hello', 'Now');
  const run = await runIn(world, repository, 'waiting');
  const pending = `/repos/${repository}/actions/runs/${run.id}/pending_deployments`;
  const [waiting] = await world.make('GET', pending);
  assert.equal(waiting.environment.name, 'production');
  assert.equal(waiting.current_user_can_approve, false);
  const review = {
    environment_ids: [waiting.environment.id],
    state: 'approved',
    comment: 'Go',
  };
  assert.equal((await world.call('POST', pending, review)).status, 422);
  const approved = await world.call('POST', pending, review, {
    token: world.tokenOf('platform-owner'),
  });
  assert.equal(approved.status, 200);
  assert.equal(approved.body[0].environment, 'production');
  const ended = await runIn(world, repository);
  assert.equal(ended.conclusion, 'success');
  const log = await logOf(world, repository, run, 'deploy');
  assert.match(log, /with \*\*\* in here/);
  assert.doesNotMatch(log, /hidden-value/);
  const [deployment] = await world.make(
    'GET',
    `/repos/${repository}/deployments?environment=production`,
  );
  const statuses = await world.make(
    'GET',
    `/repos/${repository}/deployments/${deployment.id}/statuses`,
  );
  assert.deepEqual(
    statuses.map((one: any) => one.state),
    ['success', 'in_progress', 'waiting'],
  );
  assert.equal(statuses[0].environment_url, 'https://payments.example.com');
  const [approval] = await world.make(
    'GET',
    `/repos/${repository}/actions/runs/${run.id}/approvals`,
  );
  assert.equal(approval.user.login, 'platform-owner');
});

test('a rejected deployment fails its job', async () => {
  const { repository } = await makeRepository(
    world,
    'rejected',
    deploy,
    '[skip ci] Not yet',
  );
  const slipway = world.forge.context.records.users.find(
    user => user.username === 'slipway',
  )!;
  await world.make('PUT', `/repos/${repository}/environments/production`, {
    reviewers: [{ type: 'User', id: slipway.id }],
  });
  await putFile(world, repository, 'README.md', 'hello', 'Now');
  const run = await runIn(world, repository, 'waiting');
  const pending = `/repos/${repository}/actions/runs/${run.id}/pending_deployments`;
  const [waiting] = await world.make('GET', pending);
  await world.make('POST', pending, {
    environment_ids: [waiting.environment.id],
    state: 'rejected',
    comment: '',
  });
  assert.equal((await runIn(world, repository)).conclusion, 'failure');
  assert.match(
    await logOf(world, repository, run, 'deploy'),
    /rejected by slipway/,
  );
});

test('a branch that an environment does not take fails at once', async () => {
  const { repository } = await makeRepository(
    world,
    'other-branch',
    // Its name is the same in other letters.
    deploy.replace('name: production', 'name: Production'),
    '[skip ci] Not yet',
  );
  const environment = `/repos/${repository}/environments/production`;
  await world.make('PUT', environment, {
    deployment_branch_policy: {
      protected_branches: false,
      custom_branch_policies: true,
    },
  });
  await world.make('POST', `${environment}/deployment-branch-policies`, {
    name: 'release/*',
  });
  await putFile(world, repository, 'README.md', 'hello', 'Now');
  const run = await runIn(world, repository);
  assert.equal(run.conclusion, 'failure');
  assert.match(
    await logOf(world, repository, run, 'deploy'),
    /Branch "main" is not allowed to deploy to production/,
  );
});
