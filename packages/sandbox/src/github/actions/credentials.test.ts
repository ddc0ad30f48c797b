import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  fileOf,
  launchSystemB,
  logOf,
  makeRepository,
  runIn,
} from './testUtils/launchSystemB.ts';
import { startActionsWorld } from './testUtils/startActionsWorld.ts';
import type { ActionsWorld } from './testUtils/startActionsWorld.ts';
import { newKeyPair } from '../ssh/newKeyPair.ts';

let world: ActionsWorld;
before(async () => {
  world = await startActionsWorld();
});
after(() => world.stop());

const push = `cd gitops
          sed -i "s/^  tag: .*/  tag: $GITHUB_JOB/" chart/values.yaml
          git -c user.name=CI -c user.email=ci@example.com commit --quiet --all -m "Deploy $GITHUB_JOB"
          git push --quiet`;

const workflow = `on: workflow_dispatch
permissions: {}
env:
  KEY: \${{ secrets.GITOPS_KEY }}
  TOKEN: \${{ secrets.GITOPS_TOKEN }}
jobs:
  agent:
    runs-on: ubuntu-latest
    steps:
      - uses: webfactory/ssh-agent@v0.9.0
        with: { ssh-private-key: '\${{ secrets.GITOPS_KEY }}' }
      - run: |
          git clone --quiet "\${{ vars.SSH }}/\${{ vars.GITOPS }}.git" gitops
          ${push}
  file:
    needs: agent
    runs-on: ubuntu-latest
    steps:
      - run: |
          mkdir -p ~/.ssh
          echo "$KEY" > ~/.ssh/id_ed25519
          chmod 600 ~/.ssh/id_ed25519
          ssh-keyscan -p "\${{ vars.SSH_PORT }}" localhost >> ~/.ssh/known_hosts
          git clone --quiet "\${{ vars.SSH }}/\${{ vars.GITOPS }}.git" gitops
          ${push}
  url:
    needs: file
    runs-on: ubuntu-latest
    steps:
      - run: |
          git clone --quiet "http://x-access-token:$TOKEN@\${GITHUB_SERVER_URL#http://}/\${{ vars.GITOPS }}.git" gitops
          ${push}
  stranger:
    needs: url
    runs-on: ubuntu-latest
    steps:
      - run: |
          echo "$KEY" > key && chmod 600 key
          GIT_SSH_COMMAND="ssh -i $PWD/key -o StrictHostKeyChecking=accept-new" git clone "\${{ vars.SSH }}/\${{ github.repository }}.git" own
`;

test('a script pushes with a deploy key by an agent or a file, and with a token in the address; the key opens one repository', async () => {
  const { gitops, gitopsToken } = await launchSystemB(world, {
    name: 'target',
    workflow: 'on: workflow_dispatch\njobs: {}\n',
  });
  const { repository } = await makeRepository(world, 'pusher', workflow);
  const keys = newKeyPair();
  await world.make('POST', `/repos/${gitops}/keys`, {
    title: 'pipeline',
    key: keys.public,
    read_only: false,
  });
  const base = `/repos/${repository}/actions`;
  const ssh = world.github.context.sshUrl()!;
  await world.putSecret(`${base}/secrets`, 'GITOPS_KEY', keys.private);
  await world.putSecret(`${base}/secrets`, 'GITOPS_TOKEN', gitopsToken);
  for (const [name, value] of Object.entries({
    SSH: ssh,
    SSH_PORT: new URL(ssh).port,
    GITOPS: gitops,
  })) {
    await world.make('POST', `${base}/variables`, { name, value });
  }
  await world.make('POST', `${base}/workflows/ci.yml/dispatches`, {
    ref: 'main',
  });
  const run = await runIn(world, repository);
  const logs = await Promise.all(
    ['agent', 'file', 'url', 'stranger'].map(name =>
      logOf(world, repository, run, name),
    ),
  );
  const commits = await world.make('GET', `/repos/${gitops}/commits`);
  assert.deepEqual(
    commits.slice(0, 3).map((one: any) => one.commit.message.trim()),
    ['Deploy url', 'Deploy file', 'Deploy agent'],
    logs.join('\n'),
  );
  assert.match(
    await fileOf(world, gitops, 'chart/values.yaml'),
    /^ {2}tag: url$/m,
  );
  assert.match(logs[3], /Process completed with exit code 128/);
  const [, ...lines] = keys.private.split('\n');
  for (const secret of [gitopsToken, lines[1]]) {
    assert.ok(!logs.join('\n').includes(secret));
  }
});
