import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { HookReceiver } from './testUtils/HookReceiver.ts';
import { launchSystemA, pipelineEnd, pushApp } from './testUtils/systemA.ts';
import { startCiWorld } from './testUtils/startCiWorld.ts';
import type { CiWorld } from './testUtils/startCiWorld.ts';

let world: CiWorld;
let ids: Awaited<ReturnType<typeof launchSystemA>>;
const receiver = new HookReceiver();

before(async () => {
  await receiver.start();
  world = await startCiWorld();
  ids = await launchSystemA(world);
  const hook = await world.call('POST', `/projects/${ids.app}/hooks`, {
    url: receiver.url,
    token: 'hook-secret',
    push_events: false,
    pipeline_events: true,
    job_events: true,
    deployment_events: true,
  });
  assert.equal(hook.status, 201);
});

after(async () => {
  await world.stop();
  await receiver.stop();
});

async function jobsOf(pipelineId: number, query = '') {
  const { body } = await world.call(
    'GET',
    `/projects/${ids.app}/pipelines/${pipelineId}/jobs${query}`,
  );
  return body as Array<Record<string, any>>;
}

async function traceOf(job: Record<string, any>): Promise<string> {
  const { body } = await world.call(
    'GET',
    `/projects/${ids.app}/jobs/${job.id}/trace`,
  );
  return body;
}

async function jobNamed(pipelineId: number, name: string) {
  const job = (await jobsOf(pipelineId)).find(one => one.name === name);
  assert.ok(job, `no job ${name}`);
  return job;
}

const file = (content: string) => ({ [`notes/${content}.txt`]: content });

test('a push makes a pipeline whose image and GitOps commits really appear', async () => {
  const sha = await pushApp(world, ids.app, 'Start the service');
  const pipeline = await pipelineEnd(world, ids.app, sha);
  const jobs = await jobsOf(pipeline.id);
  assert.deepEqual(
    jobs.map(job => [job.name, job.status]).reverse(),
    [
      'deploy-dev',
      'deploy-staging',
      'lint',
      'unit-tests',
      'build-image',
      'scan-image',
    ].map(name => [name, 'success']),
  );
  const tag = `${sha.slice(0, 8)}-${pipeline.iid}`;
  const image = `${world.host}/acme/payments:${tag}`;
  const credentials = { username: 'slipway', password: world.token };
  assert.equal(await world.registry.canPull(image, credentials), 'ok');
  assert.equal(await world.registry.canPull(image), 'unauthorized');

  for (const environment of ['dev', 'staging']) {
    const { body: text } = await world.call(
      'GET',
      `/projects/${ids.gitops}/repository/files/${encodeURIComponent(
        `overlays/${environment}/kustomization.yaml`,
      )}/raw?ref=main`,
    );
    assert.match(text, new RegExp(`newTag: ${tag}\n`));
    assert.match(text, /^# Which image runs here\./);
  }
  const { body: commits } = await world.call(
    'GET',
    `/projects/${ids.gitops}/repository/commits?ref_name=main`,
  );
  assert.equal(commits[0].title, `Deploy ${tag} to staging`);
  assert.match(commits[0].message, new RegExp(`App-Commit: ${sha}`));

  const traces = await Promise.all(jobs.map(traceOf));
  const deploy = traces[jobs.findIndex(job => job.name === 'deploy-dev')];
  assert.match(deploy, /Deployed \S+ with the token \[MASKED\]/);
  const lint = traces[jobs.findIndex(job => job.name === 'lint')];
  assert.match(lint, /simulated by the sandbox: its script is shown, not run/);
  assert.match(lint, /section_start:\d+:step_script\r\u001b\[0K/);
  assert.match(lint, /\$ ruff check \./);
});

test('webhooks tell of each change of pipeline and jobs, in order', async () => {
  await world.pipelines.settled();
  await world.forge.context.hooks.settled();
  const { received } = receiver;
  assert.ok(received.every(one => one.token === 'hook-secret'));
  const pipelines = received.filter(one => one.event === 'Pipeline Hook');
  const states = pipelines.map(one => one.payload.object_attributes.status);
  assert.equal(states[0], 'created');
  assert.equal(states.at(-1), 'success');
  assert.ok(states.includes('running'));
  const last = pipelines.at(-1)!.payload;
  assert.equal(last.object_kind, 'pipeline');
  assert.equal(last.project.path_with_namespace, 'acme/payments');
  assert.equal(last.builds.length, 6);
  assert.ok(last.builds.every((build: any) => build.status === 'success'));
  assert.equal(last.commit.title, 'Start the service');

  const lint = received
    .filter(one => one.payload.build_name === 'lint')
    .map(one => one.payload.build_status);
  assert.deepEqual(lint, ['created', 'pending', 'running', 'success']);
  const deployments = received
    .filter(one => one.event === 'Deployment Hook')
    .map(one => [one.payload.environment, one.payload.status]);
  assert.deepEqual(deployments, [
    ['dev', 'running'],
    ['dev', 'success'],
    ['staging', 'running'],
    ['staging', 'success'],
  ]);
});

test('deployments are written down for the environments of the jobs', async () => {
  const { body } = await world.call('GET', `/projects/${ids.app}/environments`);
  assert.deepEqual(
    body.map((one: any) => [one.name, one.tier, one.state]),
    [
      ['dev', 'development', 'available'],
      ['staging', 'staging', 'available'],
    ],
  );
  const one = await world.call(
    'GET',
    `/projects/${ids.app}/environments/${body[0].id}`,
  );
  assert.equal(one.body.last_deployment.status, 'success');
  assert.equal(one.body.last_deployment.deployable.name, 'deploy-dev');
});

test('a commit message makes a job fail; what comes after is skipped; a retry of the job goes on', async () => {
  const sha = await pushApp(
    world,
    ids.app,
    'Break it [fail build-image once]',
    file('broken'),
  );
  const failed = await pipelineEnd(world, ids.app, sha);
  assert.equal(failed.status, 'failed');
  const build = await jobNamed(failed.id, 'build-image');
  assert.equal(build.failure_reason, 'script_failure');
  assert.match(await traceOf(build), /ERROR: Job failed: exit code 1/);
  assert.equal((await jobNamed(failed.id, 'deploy-dev')).status, 'skipped');
  const tag = `${sha.slice(0, 8)}-${failed.iid}`;
  const image = `${world.host}/acme/payments:${tag}`;
  const credentials = { username: 'slipway', password: world.token };
  assert.equal(await world.registry.canPull(image, credentials), 'not-found');

  const retried = await world.call(
    'POST',
    `/projects/${ids.app}/jobs/${build.id}/retry`,
  );
  assert.equal(retried.status, 201);
  assert.notEqual(retried.body.id, build.id);
  const ended = await pipelineEnd(world, ids.app, sha);
  assert.equal(ended.status, 'success');
  assert.equal((await jobNamed(failed.id, 'deploy-dev')).status, 'success');
  const all = await jobsOf(failed.id, '?include_retried=true');
  assert.equal(all.filter(job => job.name === 'build-image').length, 2);
  assert.equal(await world.registry.canPull(image, credentials), 'ok');
});

test('a retry of the pipeline runs again what failed', async () => {
  const sha = await pushApp(
    world,
    ids.app,
    'Break the tests [fail unit-tests once]',
    file('retry'),
  );
  const failed = await pipelineEnd(world, ids.app, sha);
  assert.equal(failed.status, 'failed');
  const retried = await world.call(
    'POST',
    `/projects/${ids.app}/pipelines/${failed.id}/retry`,
  );
  assert.equal(retried.status, 201);
  const ended = await pipelineEnd(world, ids.app, sha);
  assert.equal(ended.status, 'success');
});

test('a cancelled pipeline stops its jobs and takes their tokens away', async () => {
  const sha = await pushApp(world, ids.app, 'Cancel me', file('cancel'));
  const running = await world.until(async () => {
    const { body } = await world.call(
      'GET',
      `/projects/${ids.app}/pipelines?sha=${sha}&status=running`,
    );
    return body[0];
  }, 'a running pipeline');
  const canceled = await world.call(
    'POST',
    `/projects/${ids.app}/pipelines/${running.id}/cancel`,
  );
  assert.equal(canceled.status, 201);
  assert.equal(canceled.body.status, 'canceled');
  const jobs = await jobsOf(running.id);
  assert.ok(jobs.some(job => job.status === 'canceled'));
  await world.until(
    () =>
      world.forge.context.records.jobTokens.all().length === 0
        ? true
        : undefined,
    'no token of a job left',
  );
  const image = `${world.host}/acme/payments:${sha.slice(0, 8)}-${running.iid}`;
  assert.equal(
    await world.registry.canPull(image, {
      username: 'slipway',
      password: world.token,
    }),
    'not-found',
  );
});

test('[skip ci] makes a skipped pipeline without jobs', async () => {
  const sha = await pushApp(world, ids.app, 'Typo [skip ci]', file('skip'));
  const pipeline = await pipelineEnd(world, ids.app, sha);
  assert.equal(pipeline.status, 'skipped');
  assert.deepEqual(await jobsOf(pipeline.id), []);
});

test('no trace, log, webhook or answer shows the GitOps token', async () => {
  const { traces } = world.pipelines.service().store.records;
  const everything = JSON.stringify([
    traces.all(),
    world.logs,
    receiver.received,
    world.pipelines.service().store.records.jobs.all(),
    (await world.call('GET', `/projects/${ids.app}/variables`)).body,
  ]);
  assert.ok(!everything.includes(ids.gitopsToken));
  assert.ok(!everything.includes('glcbt-'), 'a job token');
});
