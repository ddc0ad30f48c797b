import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pipelineEnd, pushApp } from './testUtils/systemA.ts';
import { startCiWorld } from './testUtils/startCiWorld.ts';
import type { CiWorld } from './testUtils/startCiWorld.ts';
import { newToken } from '../tokens/digest.ts';
import { digestOf } from '../tokens/digest.ts';

let world: CiWorld;
let app: number;

before(async () => {
  world = await startCiWorld({ pace: 0.05 });
  const { body: group } = await world.call('GET', '/groups/acme');
  const { body: project } = await world.call('POST', '/projects', {
    name: 'app',
    path: 'app',
    namespace_id: group.id,
  });
  app = project.id;
});
after(() => world.stop());

function tokenOf(username: string, scopes = ['api']): string {
  const { records, clock } = world.forge.context;
  const secret = newToken('glpat-');
  records.tokens.put({
    id: records.tokens.nextId(),
    userId: records.users.find(user => user.username === username)!.id,
    projectId: null,
    accessLevel: null,
    name: 'test',
    description: null,
    scopes,
    digest: digestOf(secret),
    createdAt: clock.now().toISOString(),
    expiresAt: null,
    revoked: false,
    lastUsedAt: null,
  });
  return secret;
}

const configured = `
build: { stage: build, script: [make] }
approve: { stage: test, script: [echo ok], when: manual, allow_failure: false, rules: [{ when: manual }] }
ship: { stage: deploy, script: [make ship], environment: { name: production } }
`;

/** A pipeline of a branch of its own, with this configuration. */
async function pipelineOf(branch: string, yaml: string) {
  const { body: commit, status } = await world.call(
    'POST',
    `/projects/${app}/repository/commits`,
    {
      branch,
      start_branch: 'main',
      commit_message: `Configure ${branch}`,
      actions: [
        { action: 'update', file_path: '.gitlab-ci.yml', content: yaml },
      ],
    },
  );
  assert.equal(status, 201, JSON.stringify(commit));
  return world.until(async () => {
    const { body } = await world.call(
      'GET',
      `/projects/${app}/pipelines?sha=${commit.id}`,
    );
    return body[0];
  }, `a pipeline of ${branch}`);
}

async function jobNamed(pipelineId: number, name: string) {
  const { body } = await world.call(
    'GET',
    `/projects/${app}/pipelines/${pipelineId}/jobs`,
  );
  return body.find((job: any) => job.name === name);
}

test('a job by hand blocks the pipeline until somebody plays it', async () => {
  const sha = await pushApp(world, app, 'Begin', {
    '.gitlab-ci.yml': configured,
  });
  const waiting = await pipelineEnd(world, app, sha);
  assert.equal(waiting.status, 'manual');
  const approve = await jobNamed(waiting.id, 'approve');
  assert.equal(approve.status, 'manual');
  const path = `/projects/${app}/jobs/${approve.id}`;
  const played = await world.call('POST', `${path}/play`);
  assert.equal(played.status, 200);
  assert.equal(played.body.status, 'pending');
  const ended = await world.until(async () => {
    const { body } = await world.call(
      'GET',
      `/projects/${app}/pipelines/${waiting.id}`,
    );
    return body.status === 'success' ? body : undefined;
  }, 'the pipeline to pass');
  assert.equal(ended.detailed_status.text, 'Passed');
  assert.ok(ended.duration !== null && ended.finished_at);
  const again = await world.call('POST', `${path}/play`);
  assert.equal(again.status, 400);
  assert.equal(again.body.message, '400 Bad request - Unplayable Job');
  const cancel = await world.call('POST', `${path}/cancel`);
  assert.equal(cancel.status, 403);
});

test('a job whose tags no runner has stays pending until there is one', async () => {
  const pipeline = await pipelineOf(
    'gpu',
    'train: { stage: build, tags: [gpu], script: [make] }',
  );
  await new Promise(resolve => setTimeout(resolve, 100));
  const job = await jobNamed(pipeline.id, 'train');
  assert.equal(job.status, 'pending');
  assert.deepEqual(job.tag_list, ['gpu']);
  const page = await fetch(`${world.url}/acme/app/-/jobs/${job.id}`, {
    headers: { 'private-token': world.token },
  });
  const text = await page.text();
  assert.match(text, /This job is stuck because .* &#34;gpu&#34;/);

  const { status, body: runner } = await world.call('POST', '/user/runners', {
    runner_type: 'project_type',
    project_id: app,
    tag_list: 'gpu,linux',
    description: 'with a GPU',
  });
  assert.equal(status, 201);
  assert.match(runner.token, /^glrt-/);
  assert.equal(runner.token_expires_at, null);
  const unseen = await world.call('GET', `/runners/${runner.id}`);
  assert.equal(unseen.body.status, 'never_contacted');
  assert.equal((await jobNamed(pipeline.id, 'train')).status, 'pending');
  const verified = await world.call('POST', '/runners/verify', {
    token: runner.token,
  });
  assert.equal(verified.status, 200);
  await world.until(
    async () =>
      (await jobNamed(pipeline.id, 'train')).status === 'success'
        ? true
        : undefined,
    'the job to be taken',
  );
  const listed = await world.call(
    'GET',
    `/projects/${app}/runners?type=project_type`,
  );
  assert.deepEqual(
    listed.body.map((one: any) => [one.description, one.status]),
    [['with a GPU', 'online']],
  );
  assert.equal(
    (await world.call('DELETE', `/runners/${runner.id}`)).status,
    204,
  );
  assert.equal((await world.call('GET', `/runners/${runner.id}`)).status, 404);
});

test('a configuration that is wrong makes a failed pipeline that says why', async () => {
  const row = await pipelineOf('wrong', 'job: { stage: nowhere, script: [x] }');
  assert.equal(row.status, 'failed');
  const { body } = await world.call(
    'GET',
    `/projects/${app}/pipelines/${row.id}`,
  );
  assert.match(body.yaml_errors, /nowhere/);
  const asked = await world.call('POST', `/projects/${app}/pipeline`, {
    ref: 'wrong',
  });
  assert.equal(asked.status, 400);
  assert.match(asked.body.message.base[0], /nowhere/);
});

test('a delayed job is scheduled and then runs', async () => {
  const pipeline = await pipelineOf(
    'later',
    'job: { script: [x], when: delayed, start_in: 5 seconds }',
  );
  await world.until(
    async () =>
      (await jobNamed(pipeline.id, 'job')).status === 'success'
        ? true
        : undefined,
    'the delayed job',
  );
  const job = await jobNamed(pipeline.id, 'job');
  const waited = Date.parse(job.started_at) - Date.parse(job.created_at);
  assert.ok(waited >= 5_000, `it started after ${waited} ms`);
});

test('a failed job with retry runs again by itself', async () => {
  const { body: commit } = await world.call(
    'POST',
    `/projects/${app}/repository/commits`,
    {
      branch: 'flaky',
      start_branch: 'main',
      commit_message: 'Flaky [fail job once]',
      actions: [
        {
          action: 'update',
          file_path: '.gitlab-ci.yml',
          content: 'job: { script: [x], retry: 1 }',
        },
      ],
    },
  );
  const pipeline = await pipelineEnd(world, app, commit.id);
  const { body: jobs } = await world.call(
    'GET',
    `/projects/${app}/pipelines/${pipeline.id}/jobs?include_retried=true`,
  );
  assert.deepEqual(
    jobs.map((job: any) => job.status),
    ['success', 'failed'],
  );
  assert.equal(pipeline.status, 'success');
});

const refusals: Array<{
  rule: string;
  method: string;
  path: () => string;
  body?: unknown;
  user?: string;
  scopes?: string[];
  status: number;
  answer: unknown;
}> = [
  {
    rule: 'a ref that is not there',
    method: 'POST',
    path: () => `/projects/${app}/pipeline`,
    body: { ref: 'nowhere' },
    status: 400,
    answer: { message: { base: ['Reference not found'] } },
  },
  {
    rule: 'no ref at all',
    method: 'POST',
    path: () => `/projects/${app}/pipeline`,
    body: {},
    status: 400,
    answer: { error: 'ref is missing' },
  },
  {
    rule: 'a pipeline that is not there',
    method: 'GET',
    path: () => `/projects/${app}/pipelines/999`,
    status: 404,
    answer: { message: '404 Not Found' },
  },
  {
    rule: 'a project that is not there',
    method: 'GET',
    path: () => '/projects/999/pipelines',
    status: 404,
    answer: { message: '404 Project Not Found' },
  },
  {
    rule: 'a filter that is none',
    method: 'GET',
    path: () => `/projects/${app}/pipelines?status=odd`,
    status: 400,
    answer: { error: 'status does not have a valid value' },
  },
  {
    rule: 'a reporter who wants to run something',
    method: 'POST',
    path: () => `/projects/${app}/pipeline`,
    body: { ref: 'main' },
    user: 'viewer',
    status: 403,
    answer: { message: '403 Forbidden' },
  },
  {
    rule: 'a reporter who wants to see variables of a pipeline',
    method: 'GET',
    path: () => `/projects/${app}/pipelines/1/variables`,
    user: 'viewer',
    status: 403,
    answer: { message: '403 Forbidden' },
  },
  {
    rule: 'a maintainer who wants to delete a pipeline',
    method: 'DELETE',
    path: () => `/projects/${app}/pipelines/1`,
    user: 'developer',
    status: 403,
    answer: { message: '403 Forbidden' },
  },
  {
    rule: 'a runner for the instance by somebody who is no administrator',
    method: 'POST',
    path: () => '/user/runners',
    body: { runner_type: 'instance_type' },
    status: 403,
    answer: { message: '403 Forbidden - Insufficient permissions' },
  },
  {
    rule: 'a runner of which nobody says whose it is',
    method: 'POST',
    path: () => '/user/runners',
    body: { runner_type: 'project_type' },
    status: 400,
    answer: { error: 'project_id is missing' },
  },
  {
    rule: 'a runner without tags for tagged jobs only',
    method: 'POST',
    path: () => '/user/runners',
    body: {
      runner_type: 'instance_type',
      run_untagged: false,
    },
    user: 'root',
    status: 400,
    answer: {
      message: {
        tags_list: [
          'can not be empty when runner is not allowed to pick untagged jobs',
        ],
      },
    },
  },
  {
    rule: 'a token of a runner that is none',
    method: 'POST',
    path: () => '/runners/verify',
    body: { token: 'glrt-wrong' },
    status: 403,
    answer: { message: '403 Forbidden' },
  },
  {
    rule: 'lint without content',
    method: 'POST',
    path: () => `/projects/${app}/ci/lint`,
    body: {},
    status: 400,
    answer: { error: 'content is missing' },
  },
  {
    rule: 'a token that may read only, to write',
    method: 'POST',
    path: () => `/projects/${app}/pipeline`,
    body: { ref: 'main' },
    scopes: ['read_api'],
    status: 403,
    answer: {
      error: 'insufficient_scope',
      error_description:
        'The request requires higher privileges than provided by the access token.',
      scope: 'api',
    },
  },
];

for (const { rule, method, path, status, answer, ...rest } of refusals) {
  test(`refused: ${rule}`, async () => {
    const token =
      rest.user || rest.scopes
        ? tokenOf(rest.user ?? 'slipway', rest.scopes)
        : undefined;
    const got = await world.call(method, path(), rest.body, { token });
    assert.equal(got.status, status);
    assert.deepEqual(got.body, answer);
  });
}

test('a pipeline that somebody asks for has their variables', async () => {
  const { status, body } = await world.call(
    'POST',
    `/projects/${app}/pipeline`,
    { ref: 'main', variables: [{ key: 'WHERE', value: 'here' }] },
  );
  assert.equal(status, 201);
  assert.equal(body.source, 'api');
  assert.equal(body.yaml_errors, null);
  const variables = await world.call(
    'GET',
    `/projects/${app}/pipelines/${body.id}/variables`,
  );
  assert.deepEqual(variables.body, [
    { variable_type: 'env_var', key: 'WHERE', value: 'here', raw: false },
  ]);
  const latest = await world.call('GET', `/projects/${app}/pipelines/latest`);
  assert.equal(latest.body.id, body.id);
  const asOwner = tokenOf('platform-owner');
  const gone = await world.call(
    'DELETE',
    `/projects/${app}/pipelines/${body.id}`,
    undefined,
    { token: asOwner },
  );
  assert.equal(gone.status, 204);
  const after404 = await world.call(
    'GET',
    `/projects/${app}/pipelines/${body.id}`,
  );
  assert.equal(after404.status, 404);
});

test('who has an answer already gets 304 until something changes', async () => {
  const path = `/projects/${app}/pipelines`;
  const first = await world.call('GET', path);
  const etag = first.headers.get('etag')!;
  assert.match(etag, /^W\/"[0-9a-f]{32}"$/);
  const headers = { 'if-none-match': etag };
  const same = await world.call('GET', path, undefined, { headers });
  assert.equal(same.status, 304);
  assert.equal(same.body, '');
  await pipelineOf('etag', 'job: { script: [x] }');
  const changed = await world.call('GET', path, undefined, { headers });
  assert.equal(changed.status, 200);
});

test('lists of pipelines are filtered, ordered and paged', async () => {
  const ids = async (query: string) => {
    const { body } = await world.call(
      'GET',
      `/projects/${app}/pipelines?${query}`,
    );
    return body.map((one: any) => one.id) as number[];
  };
  const all = await ids('');
  assert.deepEqual(
    all,
    [...all].sort((a, b) => b - a),
  );
  assert.deepEqual(await ids('sort=asc'), [...all].reverse());
  assert.deepEqual(await ids('per_page=1&page=2'), [all[1]]);
  assert.equal((await ids('ref=flaky')).length, 1);
  assert.deepEqual(await ids('username=nobody'), []);
  assert.equal((await ids('yaml_errors=true')).length, 1);
  assert.ok((await ids('scope=branches')).length > 1);
  assert.deepEqual(await ids('scope=tags'), []);
});

test('environments are made, changed, stopped and deleted', async () => {
  const path = `/projects/${app}/environments`;
  const made = await world.call('POST', path, {
    name: 'review/one',
    external_url: 'https://one.example',
  });
  assert.equal(made.status, 201);
  assert.equal(made.body.tier, 'development');
  const again = await world.call('POST', path, { name: 'review/one' });
  assert.equal(again.status, 400);
  assert.deepEqual(again.body.message.name, ['has already been taken']);
  const bad = await world.call('POST', path, { name: '/odd' });
  assert.match(bad.body.message.name[0], /can contain only letters/);
  const one = `${path}/${made.body.id}`;
  const changed = await world.call('PUT', one, { tier: 'testing' });
  assert.equal(changed.body.tier, 'testing');
  assert.equal((await world.call('DELETE', one)).status, 403);
  const stopped = await world.call('POST', `${one}/stop`);
  assert.equal(stopped.body.state, 'stopped');
  assert.equal((await world.call('DELETE', one)).status, 204);
  const gone = await world.call('GET', one);
  assert.equal(gone.body.message, '404 Environment Not Found');
});

test('deployments are reported from outside', async () => {
  const { body: branch } = await world.call(
    'GET',
    `/projects/${app}/repository/branches/main`,
  );
  const path = `/projects/${app}/deployments`;
  const report = {
    environment: 'outside',
    sha: branch.commit.id,
    ref: 'main',
    tag: false,
    status: 'running',
  };
  const made = await world.call('POST', path, report);
  assert.equal(made.status, 201);
  const one = `${path}/${made.body.id}`;
  const ended = await world.call('PUT', one, { status: 'success' });
  assert.equal(ended.body.status, 'success');
  const twice = await world.call('PUT', one, { status: 'success' });
  assert.equal(twice.status, 400);
  const unknown = await world.call('POST', path, { ...report, sha: '0000' });
  assert.deepEqual(unknown.body.message, {
    sha: ['The commit does not exist'],
  });
  const listed = await world.call('GET', `${path}?environment=outside`);
  assert.equal(listed.body.length, 1);
  const bad = await world.call('GET', `${path}?updated_after=2026-01-01`);
  assert.equal(
    bad.body.message,
    '400 Bad request - `updated_at` filter requires `updated_at` sort',
  );
});

test('lint says what is valid and what is not', async () => {
  const path = `/projects/${app}/ci/lint`;
  const good = await world.call('POST', path, {
    content: 'job: { script: [make] }',
    include_jobs: true,
  });
  assert.equal(good.status, 200);
  assert.equal(good.body.valid, true);
  assert.equal(good.body.jobs[0].name, 'job');
  assert.match(good.body.merged_yaml, /^---\n/);
  const bad = await world.call('POST', path, { content: 'job: { script: 1 ' });
  assert.equal(bad.status, 200);
  assert.equal(bad.body.valid, false);
  assert.ok(bad.body.errors.length > 0);
  const stored = await world.call('GET', path);
  assert.equal(stored.body.valid, true, JSON.stringify(stored.body));
});

test('the registry’s contents are told as a project’s repositories', async () => {
  const { status, body } = await world.call(
    'POST',
    `/projects/${app}/repository/commits`,
    {
      branch: 'image',
      start_branch: 'main',
      commit_message: 'Build',
      actions: [
        {
          action: 'update',
          file_path: '.gitlab-ci.yml',
          content:
            'build: { script: [docker push $CI_REGISTRY_IMAGE/cache:$CI_COMMIT_SHORT_SHA] }',
        },
      ],
    },
  );
  assert.equal(status, 201);
  await pipelineEnd(world, app, body.id);
  const path = `/projects/${app}/registry/repositories`;
  const listed = await world.call('GET', `${path}?tags=true&tags_count=true`);
  const [repository] = listed.body;
  assert.equal(repository.name, 'cache');
  assert.equal(repository.location, `${world.host}/acme/app/cache`);
  assert.equal(repository.tags_count, 1);
  const tag = body.id.slice(0, 8);
  const one = await world.call('GET', `${path}/${repository.id}/tags/${tag}`);
  assert.match(one.body.digest, /^sha256:/);
  assert.equal(one.body.short_revision.length, 9);
  const none = await world.call('GET', `${path}/${repository.id}/tags/none`);
  assert.equal(none.body.message, '404 Tag Not Found');
});

test('a push of an image of another project is denied to the job', async () => {
  const { body } = await world.call(
    'POST',
    `/projects/${app}/repository/commits`,
    {
      branch: 'foreign',
      start_branch: 'main',
      commit_message: 'Push elsewhere',
      actions: [
        {
          action: 'update',
          file_path: '.gitlab-ci.yml',
          content: 'build: { script: [docker push $CI_REGISTRY/acme/other:1] }',
        },
      ],
    },
  );
  const pipeline = await pipelineEnd(world, app, body.id);
  assert.equal(pipeline.status, 'failed');
  const job = await jobNamed(pipeline.id, 'build');
  const trace = await world.call(
    'GET',
    `/projects/${app}/jobs/${job.id}/trace`,
  );
  assert.match(trace.body, /denied: requested access to acme\/other is denied/);
});

test('pages escape what comes from outside', async () => {
  const pipeline = await pipelineOf(
    'escape',
    'job: { script: ["echo <b>bold</b>"] }',
  );
  await world.until(
    async () =>
      (await jobNamed(pipeline.id, 'job')).status === 'success'
        ? true
        : undefined,
    'the job',
  );
  const job = await jobNamed(pipeline.id, 'job');
  const page = await fetch(`${world.url}/acme/app/-/jobs/${job.id}`, {
    headers: { 'private-token': world.token },
  });
  assert.equal(page.status, 200);
  const text = await page.text();
  assert.match(text, /echo &#60;b&#62;bold/);
  assert.doesNotMatch(text, /section_start/);
  const list = await fetch(`${world.url}/acme/app/-/pipelines/${pipeline.id}`, {
    headers: { 'private-token': world.token },
  });
  assert.equal(list.status, 200);
});

test('a group tells its runners, and those for all, to who may look after it', async () => {
  const path = '/groups/acme/runners?tag_list=docker&status=online';
  const { status, body } = await world.call('GET', path);
  assert.equal(status, 200);
  assert.deepEqual(
    body.map((runner: any) => runner.runner_type),
    ['instance_type'],
  );
  const gpu = await world.call('GET', '/groups/acme/runners?tag_list=gpu');
  assert.deepEqual(gpu.body, []);
  const refused = await world.call('GET', path, undefined, {
    token: tokenOf('viewer'),
  });
  assert.equal(refused.status, 403);
});
