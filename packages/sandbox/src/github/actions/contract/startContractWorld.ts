import sodium from 'libsodium-wrappers';
import { makeRepository, putFile, runIn } from '../testUtils/launchSystemB.ts';
import { startActionsWorld } from '../testUtils/startActionsWorld.ts';
import type { ActionsContractWorld } from './actionsCases.ts';

const workflow = `name: CI
on: [push, workflow_dispatch]
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/upload-artifact@v4
        with: { name: report, path: report.xml }
      - run: test "$GITHUB_EVENT_NAME" != push
`;

/** A world with everything that the cases read. */
export async function startContractWorld(): Promise<ActionsContractWorld> {
  const world = await startActionsWorld();
  const { repository, sha } = await makeRepository(world, 'contract', workflow);
  const run = await runIn(world, repository);
  const base = `/repos/${repository}`;
  await world.make('POST', `${base}/actions/variables`, {
    name: 'KNOWN',
    value: '1',
  });
  await world.putSecret(`${base}/actions/secrets`, 'KNOWN', 'a secret');
  const { jobs } = await world.make(
    'GET',
    `${base}/actions/runs/${run.id}/jobs`,
  );
  const [deployment] = await world.make('GET', `${base}/deployments`);
  const other = await makeRepository(
    world,
    'waits',
    workflow,
    '[skip ci] Not yet',
  );
  const user = await world.make('GET', '/user');
  await world.make(
    'PUT',
    `/repos/${other.repository}/environments/production`,
    {
      reviewers: [{ type: 'User', id: user.id }],
    },
  );
  await putFile(world, other.repository, 'README.md', 'x', 'Now');
  const waiting = await runIn(world, other.repository, 'waiting');
  return {
    ...world,
    repository,
    sha,
    run: run.id,
    job: jobs[0].id,
    deployment: deployment.id,
    waiting: { repository: other.repository, run: waiting.id },
    async sealed(path) {
      await sodium.ready;
      const { key, key_id } = await world.make(
        'GET',
        `${base}${path}/public-key`,
      );
      const box = sodium.crypto_box_seal('x', Buffer.from(key, 'base64'));
      return {
        encrypted_value: Buffer.from(box).toString('base64'),
        key_id,
      };
    },
  };
}
