import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fileOf, jobsOf, logOf, runIn } from './testUtils/launchSystemB.ts';
import { startActionsWorld } from './testUtils/startActionsWorld.ts';
import type { ActionsWorld } from './testUtils/startActionsWorld.ts';
import { newKeyPair } from '../ssh/newKeyPair.ts';

const expected = fileURLToPath(
  new URL(
    '../../../../../templates/flask-github-helm/expected/default/',
    import.meta.url,
  ),
);
const skip =
  !existsSync(expected) && 'left out: the Flask template is not there';

let world: ActionsWorld;
before(async () => {
  world = await startActionsWorld();
});
after(() => world.stop());

test(
  'the workflow of the Flask template runs whole, and deploys to each environment with a deploy key',
  { skip },
  async () => {
    const gitops = await makeRepository('payments-gitops');
    await pushAll(gitops, join(expected, 'gitops'));
    const keys = newKeyPair();
    await world.make('POST', `/repos/${gitops}/keys`, {
      title: 'pipeline',
      key: keys.public,
      read_only: false,
    });
    // The secret is there before the first commit, as a launch has it.
    const app = await makeRepository('payments');
    await world.putSecret(
      `/repos/${app}/actions/secrets`,
      'GITOPS_SSH_KEY',
      keys.private,
    );
    await pushAll(app, join(expected, 'app'));
    const run = await runIn(world, app);
    const jobs = await jobsOf(world, app, run);
    assert.deepEqual(
      jobs,
      Object.fromEntries(
        [
          'lint',
          'test',
          'image',
          'end-to-end',
          'deploy-dev',
          'deploy-staging',
          'deploy-production',
        ].map(name => [name, 'success']),
      ),
      await logOf(
        world,
        app,
        run,
        Object.entries(jobs).find(
          ([, conclusion]) => conclusion === 'failure',
        )?.[0] ?? 'lint',
      ),
    );
    const tag = `${run.head_sha.slice(0, 7)}-${run.run_number}`;
    for (const environment of ['dev', 'staging', 'production']) {
      const path = `chart/values-${environment}.yaml`;
      const before = await readFile(join(expected, 'gitops', path), 'utf8');
      const now = await fileOf(world, gitops, path);
      assert.match(now, new RegExp(`^  tag: "${tag}"`, 'm'));
      assert.equal(
        now.replace(/^  tag: .*$/m, ''),
        before.replace(/^  tag: .*$/m, ''),
      );
    }
    const deployments = await world.make('GET', `/repos/${app}/deployments`);
    assert.deepEqual(
      deployments.map((one: any) => one.environment),
      ['production', 'staging', 'dev'],
    );
    const log = await logOf(world, app, run, 'deploy-dev');
    assert.match(log, new RegExp(`dev now asks for ${tag}`));
    assert.doesNotMatch(log, /PRIVATE KEY-----\n|b3BlbnNzaC1rZXktdjE/);
    const validated = await runIn(world, gitops);
    assert.equal(validated.conclusion, 'success');
  },
);

async function makeRepository(name: string): Promise<string> {
  await world.make('POST', '/orgs/acme/repos', {
    name,
    private: true,
    auto_init: true,
  });
  return `acme/${name}`;
}

/** What a template renders, in one commit. */
async function pushAll(repository: string, folder: string): Promise<void> {
  const base = `/repos/${repository}/git`;
  const { object } = await world.make('GET', `${base}/ref/heads/main`);
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const tree = [];
  for (const entry of entries.filter(one => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    tree.push({
      path: relative(folder, file),
      mode: '100644',
      type: 'blob',
      content: await readFile(file, 'utf8'),
    });
  }
  const { sha: treeSha } = await world.make('POST', `${base}/trees`, { tree });
  const { sha } = await world.make('POST', `${base}/commits`, {
    message: 'Start the service',
    tree: treeSha,
    parents: [object.sha],
  });
  await world.make('PATCH', `${base}/refs/heads/main`, { sha });
}
