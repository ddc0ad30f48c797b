import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Gitlab } from '@gitbeaker/rest';
import { runGit, runGitText } from '../../git/GitCommand.ts';
import { launchSystemA, pipelineEnd, pushApp } from './testUtils/systemA.ts';
import { startCiWorld } from './testUtils/startCiWorld.ts';
import type { CiWorld } from './testUtils/startCiWorld.ts';

let world: CiWorld;
let ids: Awaited<ReturnType<typeof launchSystemA>>;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-clients-'));
  world = await startCiWorld({ pace: 0 });
  ids = await launchSystemA(world);
});

after(async () => {
  await world.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A project of the group with this pipeline, and the end of the pipeline. */
async function runPipeline(name: string, yaml: string) {
  const { body: group } = await world.call('GET', '/groups/acme');
  const { body: project } = await world.call('POST', '/projects', {
    name,
    path: name,
    namespace_id: group.id,
  });
  await world.call('POST', `/projects/${project.id}/variables`, {
    key: 'GITOPS_TOKEN',
    value: ids.gitopsToken,
    masked: true,
    raw: true,
  });
  const sha = await pushApp(world, project.id, 'Begin', {
    '.gitlab-ci.yml': yaml,
  });
  const pipeline = await pipelineEnd(world, project.id, sha);
  return { project: project.id as number, sha, pipeline };
}

test('gitbeaker lists, follows and retries pipelines', async () => {
  const { project, sha } = await runPipeline(
    'beaker',
    'one: { script: [echo hello] }\ntwo: { stage: deploy, when: manual, script: [echo two] }',
  );
  const client = new Gitlab({ host: world.url, token: world.token });
  const [pipeline] = await client.Pipelines.all(project, { sha });
  const shown = await client.Pipelines.show(project, pipeline.id);
  assert.equal(shown.status, 'success');
  assert.equal(shown.user.username, 'slipway');
  const jobs = await client.Jobs.all(project, { pipelineId: pipeline.id });
  assert.deepEqual(
    jobs.map(job => [job.name, job.status]),
    [
      ['two', 'manual'],
      ['one', 'success'],
    ],
  );
  assert.match(await client.Jobs.showLog(project, jobs[1].id), /\$ echo hello/);
  const played = await client.Jobs.play(project, jobs[0].id);
  assert.equal(played.name, 'two');
  const retried = await client.Jobs.retry(project, jobs[1].id);
  assert.notEqual(retried.id, jobs[1].id);
  const made = await client.Pipelines.create(project, 'main', {
    variables: [{ key: 'A', value: 'b' }],
  });
  assert.equal(made.source, 'api');
  const variables = await client.Pipelines.allVariables(project, made.id);
  assert.equal(variables[0].key, 'A');
  const { valid } = await client.Lint.lint(project, 'job: { script: [x] }');
  assert.equal(valid, true);
});

test('a script that clones, edits and pushes ends in a commit, with the token that it has', async () => {
  const { project, sha, pipeline } = await runPipeline(
    'inline',
    `
deploy:
  script:
    - git clone "$CI_SERVER_URL/acme/payments-gitops.git" gitops
    - 'sed -i "s|newTag:.*|newTag: $CI_COMMIT_SHORT_SHA|" gitops/overlays/dev/kustomization.yaml'
    - cd gitops
    - git commit -am "Deploy"
    - git push
`,
  );
  const { body: jobs } = await world.call(
    'GET',
    `/projects/${project}/pipelines/${pipeline.id}/jobs`,
  );
  const trace = world.pipelines.service().store.trace(jobs[0].id);
  assert.equal(pipeline.status, 'success', trace);
  const { body: text } = await world.call(
    'GET',
    `/projects/${ids.gitops}/repository/files/overlays%2Fdev%2Fkustomization.yaml/raw?ref=main`,
  );
  const tag = sha.slice(0, 8);
  assert.match(text, new RegExp(`newTag: "?${tag}"? # set by the pipeline`));
  assert.match(text, /^# Which image runs here/);
});

test('a push that the GitOps repository does not take fails the job', async () => {
  const { project, pipeline } = await runPipeline(
    'refused',
    `
deploy:
  variables: { GITOPS_TOKEN: glpat-wrong }
  script:
    - git clone "http://oauth2:wrong-password@$CI_SERVER_FQDN/acme/payments-gitops.git" gitops
    - 'sed -i "s|newTag:.*|newTag: x1|" gitops/overlays/dev/kustomization.yaml'
    - git push
`,
  );
  assert.equal(pipeline.status, 'failed');
  const { body: jobs } = await world.call(
    'GET',
    `/projects/${project}/pipelines/${pipeline.id}/jobs`,
  );
  assert.equal(jobs[0].failure_reason, 'script_failure');
});

test('git itself pushes branches and tags; each makes a pipeline of its kind', async () => {
  const { project } = await runPipeline(
    'pushed',
    'one: { script: [echo $CI_COMMIT_TAG] }',
  );
  const authorization = Buffer.from(`oauth2:${world.token}`).toString('base64');
  const env = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${authorization}`,
    GIT_AUTHOR_NAME: 'Developer',
    GIT_AUTHOR_EMAIL: 'developer@example.com',
    GIT_COMMITTER_NAME: 'Developer',
    GIT_COMMITTER_EMAIL: 'developer@example.com',
  };
  const clone = join(folder, 'pushed');
  const url = `${world.url}/acme/pushed.git`;
  await runGit(['clone', '--quiet', url, clone], { env });
  const git = (...args: string[]) => runGit(args, { cwd: clone, env });
  await writeFile(join(clone, 'file.txt'), 'one');
  await git('add', '.');
  await git('commit', '--quiet', '-m', 'Add a file');
  await git('tag', '-a', 'v1', '-m', 'The first');
  const sha = await runGitText(['rev-parse', 'HEAD'], { cwd: clone });
  await git('push', '--quiet', '-o', 'ci.skip', 'origin', 'main');
  const skipped = await pipelineEnd(world, project, sha);
  assert.equal(skipped.status, 'skipped');
  await git('push', '--quiet', 'origin', 'v1');
  const ofTag = await world.until(async () => {
    const { body } = await world.call(
      'GET',
      `/projects/${project}/pipelines?ref=v1&status=success`,
    );
    return body[0];
  }, 'a pipeline of the tag');
  assert.equal(ofTag.sha, sha);
  const { body } = await world.call(
    'GET',
    `/projects/${project}/pipelines/${ofTag.id}`,
  );
  assert.equal(body.tag, true);
});

test('a newer push gives up an older pipeline that may be interrupted, and no other', async () => {
  const yaml = (interruptible: boolean) =>
    `one: { script: [x], tags: [nobody], interruptible: ${interruptible} }`;
  const { body: group } = await world.call('GET', '/groups/acme');
  const { body: project } = await world.call('POST', '/projects', {
    name: 'newer',
    path: 'newer',
    namespace_id: group.id,
  });
  const first = await pushApp(world, project.id, 'First', {
    '.gitlab-ci.yml': yaml(true),
  });
  await pushApp(world, project.id, 'Second', { 'a.txt': 'a' });
  const older = await pipelineEnd(world, project.id, first);
  assert.equal(older.status, 'canceled');
});

test('jobs of a resource group run one after the other', async () => {
  const { project, pipeline } = await runPipeline(
    'grouped',
    'one: { script: [x], resource_group: gitops }\ntwo: { script: [x], resource_group: gitops }',
  );
  const { body: jobs } = await world.call(
    'GET',
    `/projects/${project}/pipelines/${pipeline.id}/jobs`,
  );
  const [two, one] = jobs;
  assert.ok(Date.parse(two.started_at) >= Date.parse(one.finished_at));
});

test('a script that is run gets its variables, files among them, and its commit', async () => {
  const { body: group } = await world.call('GET', '/groups/acme');
  const { body: project } = await world.call('POST', '/projects', {
    name: 'script',
    path: 'script',
    namespace_id: group.id,
  });
  await world.call('POST', `/projects/${project.id}/variables`, {
    key: 'SETTINGS',
    value: 'in a file',
    variable_type: 'file',
  });
  const sha = await pushApp(world, project.id, 'Begin', {
    '.gitlab-ci.yml': 'one: { script: [sh ci/update-gitops.sh given] }',
    'ci/update-gitops.sh':
      'echo "$1, $(cat "$SETTINGS"), $CI_JOB_NAME, $PWD, $CI_JOB_TOKEN"; env | grep -c SLIPWAY_ || true',
  });
  const pipeline = await pipelineEnd(world, project.id, sha);
  const { body: jobs } = await world.call(
    'GET',
    `/projects/${project.id}/pipelines/${pipeline.id}/jobs`,
  );
  const trace = world.pipelines.service().store.trace(jobs[0].id);
  assert.match(
    trace,
    /given, in a file, one, \/builds\/checkout, \[MASKED\]\n0\n/,
  );
});
