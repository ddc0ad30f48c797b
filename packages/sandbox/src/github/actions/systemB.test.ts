import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  fileOf,
  launchSystemB,
  logOf,
  runIn,
} from './testUtils/launchSystemB.ts';
import { startActionsWorld } from './testUtils/startActionsWorld.ts';
import type { ActionsWorld } from './testUtils/startActionsWorld.ts';
import { systemBWorkflow, valuesFile } from './testUtils/systemB.ts';

let world: ActionsWorld;
before(async () => {
  world = await startActionsWorld();
});
after(() => world.stop());

test('system B: an image in the registry, its tag in the GitOps repository, and nothing else changed', async () => {
  const { app, gitops, gitopsToken } = await launchSystemB(world);
  const run = await runIn(world, app);
  const { jobs } = await world.make(
    'GET',
    `/repos/${app}/actions/runs/${run.id}/jobs`,
  );
  assert.deepEqual(
    jobs.map((job: any) => [job.name, job.conclusion]),
    [
      ['lint (flake8)', 'success'],
      ['lint (pylint)', 'success'],
      ['test', 'success'],
      ['build', 'success'],
      ['e2e', 'success'],
      ['gitops', 'success'],
    ],
    world.logs.join('\n'),
  );
  assert.equal(run.conclusion, 'success');

  const tag = `${run.head_sha.slice(0, 7)}-${run.run_number}`;
  const pulled = await world.registry.canPull(`${world.host}/${app}:${tag}`, {
    username: 'x',
    password: world.tokenOf('platform-owner', ['read:packages', 'repo']),
  });
  assert.equal(pulled, 'ok');
  const { contents } = world.registry;
  const index = JSON.parse(
    (await contents.blobs.read(contents.manifest(app, tag)!.digest)).toString(),
  );
  assert.deepEqual(
    index.manifests.map((one: any) => one.platform),
    [
      { architecture: 'amd64', os: 'linux' },
      { architecture: 'arm64', os: 'linux' },
    ],
  );

  assert.equal(
    await fileOf(world, gitops, 'chart/values.yaml'),
    valuesFile.replace('tag: none', `tag: ${tag}`),
  );
  const [commit] = await world.make('GET', `/repos/${gitops}/commits`);
  assert.match(
    commit.commit.message,
    new RegExp(`^Deploy ${tag}\n\nApp-Commit: ${run.head_sha}`),
  );

  const log = await logOf(world, app, run, 'gitops');
  assert.doesNotMatch(log, new RegExp(gitopsToken));
  assert.match(log, /token: \*\*\*/);
});

test('system B without packages: write is refused as by GitHub’s registry', async () => {
  const { app, gitops } = await launchSystemB(world, {
    name: 'unlicensed',
    workflow: systemBWorkflow.replace('      packages: write\n', ''),
  });
  const run = await runIn(world, app);
  assert.equal(run.conclusion, 'failure');
  assert.match(
    await logOf(world, app, run, 'build'),
    /denied: permission_denied: write_package/,
  );
  assert.equal(await fileOf(world, gitops, 'chart/values.yaml'), valuesFile);
});

test('system B without the secret fails at the checkout of the GitOps repository', async () => {
  const { app, gitops } = await launchSystemB(world, {
    name: 'forgotten',
    secret: false,
  });
  const run = await runIn(world, app);
  assert.equal(run.conclusion, 'failure');
  assert.match(
    await logOf(world, app, run, 'gitops'),
    /'\/usr\/bin\/git' failed with exit code 128/,
  );
  assert.equal(await fileOf(world, gitops, 'chart/values.yaml'), valuesFile);
});

test('system B with a protected branch fails at the push', async () => {
  const { app, gitops } = await launchSystemB(world, { name: 'guarded' });
  await world.make('PUT', `/repos/${gitops}/branches/main/protection`, {
    required_status_checks: null,
    enforce_admins: true,
    required_pull_request_reviews: { required_approving_review_count: 1 },
    restrictions: null,
  });
  const run = await runIn(world, app);
  assert.equal(run.conclusion, 'failure');
  assert.match(await logOf(world, app, run, 'gitops'), /protected branch/i);
  assert.equal(await fileOf(world, gitops, 'chart/values.yaml'), valuesFile);
});
