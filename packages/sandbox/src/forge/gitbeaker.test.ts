import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Gitlab } from '@gitbeaker/rest';
import { startTestForge } from './testing/startTestForge.ts';
import type { TestForge } from './testing/startTestForge.ts';

let world: TestForge;
let api: InstanceType<typeof Gitlab<false>>;

before(async () => {
  world = await startTestForge();
  api = new Gitlab({ host: world.url, token: world.token });
});
after(() => world.stop());

async function newProject(name: string): Promise<number> {
  const group = await api.Groups.show('acme');
  const project = await api.Projects.create({ name, namespaceId: group.id });
  return project.id;
}

test('a client that we did not write creates a project and its first files', async () => {
  const id = await newProject('payments');
  const commit = await api.Commits.create(id, 'main', 'Begin', [
    {
      action: 'create',
      filePath: 'catalog-info.yaml',
      content: 'kind: Component\n',
    },
    {
      action: 'create',
      filePath: 'run.sh',
      content: 'IyEvYmluL3NoCg==',
      encoding: 'base64',
      execute_filemode: true,
    },
  ]);
  assert.match(commit.id, /^[0-9a-f]{40}$/);
  const file = await api.RepositoryFiles.show(id, 'catalog-info.yaml', 'main');
  assert.equal(
    Buffer.from(file.content, 'base64').toString('utf8'),
    'kind: Component\n',
  );
  const raw = await api.RepositoryFiles.showRaw(id, 'run.sh', 'main');
  assert.equal(raw, '#!/bin/sh\n');
  const tree = await api.Repositories.allRepositoryTrees(id, {
    recursive: true,
  });
  assert.deepEqual(
    tree.map(entry => [entry.path, entry.mode]),
    [
      ['catalog-info.yaml', '100644'],
      ['run.sh', '100755'],
    ],
  );
  const shown = await api.Projects.show('acme/payments');
  assert.equal(shown.empty_repo, false);
});

test('.all() follows the links through every page', async () => {
  const id = await newProject('many-variables');
  for (let index = 0; index < 45; index += 1) {
    await api.ProjectVariables.create(id, `KEY_${index}`, 'a value');
  }
  const all = await api.ProjectVariables.all(id);
  assert.equal(all.length, 45);
  assert.equal(new Set(all.map(each => each.key)).size, 45);
});

test('projects are listed by keyset as well', async () => {
  await newProject('keyset-one');
  await newProject('keyset-two');
  const projects = await api.Projects.all({
    pagination: 'keyset',
    orderBy: 'id',
    perPage: 1,
    sort: 'asc',
  });
  assert.ok(projects.length >= 2);
  assert.equal(new Set(projects.map(each => each.id)).size, projects.length);
});

test('variables of several scopes are told apart by their filter', async () => {
  const id = await newProject('scopes');
  for (const environmentScope of ['dev', 'production']) {
    await api.ProjectVariables.create(id, 'URL', environmentScope, {
      environmentScope,
    });
  }
  const found = await api.ProjectVariables.show(id, 'URL', {
    filter: { environment_scope: 'production' },
  });
  assert.equal(found.value, 'production');
  await assert.rejects(
    api.ProjectVariables.show(id, 'URL'),
    /There are multiple variables with provided parameters/,
  );
  await api.ProjectVariables.remove(id, 'URL', {
    filter: { environment_scope: 'dev' },
  });
  assert.equal((await api.ProjectVariables.all(id)).length, 1);
});

test('tokens are made, listed without their secret, and revoked', async () => {
  const id = await newProject('tokens');
  const token = await api.ProjectAccessTokens.create(
    id,
    'slipway-ci',
    ['write_repository'],
    new Date(Date.now() + 86_400_000 * 30).toISOString().slice(0, 10),
    { accessLevel: 40 },
  );
  assert.match(token.token, /^glpat-/);
  const bot = new Gitlab({ host: world.url, token: token.token });
  await assert.rejects(bot.Projects.show(id), /insufficient_scope/);
  await api.ProjectAccessTokens.revoke(id, token.id);
  await assert.rejects(bot.Projects.show(id), /invalid_token/);
  const deploy = await api.DeployTokens.create(
    'slipway-argocd',
    ['read_repository'],
    {
      projectId: id,
    },
  );
  assert.match((deploy as any).token, /^gldt-/);
  const [listed] = await api.DeployTokens.all({ projectId: id });
  assert.equal('token' in listed, false);
});

test('a merge request is opened, found to be mergeable and merged', async () => {
  const id = await newProject('merging');
  const create = (branch: string, path: string, startBranch?: string) =>
    api.Commits.create(
      id,
      branch,
      `Add ${path}`,
      [{ action: 'create', filePath: path, content: path }],
      { startBranch },
    );
  await create('main', 'a');
  await create('feature', 'b', 'main');
  const opened = await api.MergeRequests.create(id, 'feature', 'main', 'Add b');
  assert.equal(opened.detailed_merge_status, 'checking');
  await api.MergeRequests.show(id, opened.iid);
  const checked = await api.MergeRequests.show(id, opened.iid);
  assert.equal(checked.detailed_merge_status, 'mergeable');
  const merged = await api.MergeRequests.merge(id, opened.iid, {
    shouldRemoveSourceBranch: true,
  });
  assert.equal(merged.state, 'merged');
  const branches = await api.Branches.all(id);
  assert.deepEqual(
    branches.map(branch => branch.name),
    ['main'],
  );
  const file = await api.RepositoryFiles.showRaw(id, 'b', 'main');
  assert.equal(file, 'b');
});

test('a project is removed in two steps, with the parameters in the body of DELETE', async () => {
  const id = await newProject('leaving');
  await api.Projects.remove(id);
  const marked = await api.Projects.show(id);
  assert.equal(
    marked.path_with_namespace,
    `acme/leaving-deletion_scheduled-${id}`,
  );
  assert.equal(marked.archived, true);
  await api.Projects.remove(id, {
    permanentlyRemove: true,
    fullPath: marked.path_with_namespace,
  });
  await assert.rejects(api.Projects.show(id), /404 Project Not Found/);
});
