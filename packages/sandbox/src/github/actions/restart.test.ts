import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FolderStorage } from '../../world/Storage.ts';
import { logOf, makeRepository, runIn } from './testUtils/launchSystemB.ts';
import { startActionsWorld } from './testUtils/startActionsWorld.ts';

test('what ran at a stop has failed at the next start, and its run can be run again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-actions-restart-'));
  const open = () =>
    new FolderStorage(join(folder, 'state'), error => {
      throw error;
    });
  try {
    const storage = open();
    const first = await startActionsWorld({ storage, folder, pace: 1000 });
    const { repository } = await makeRepository(
      first,
      'app',
      'on: push\njobs: { a: { runs-on: x, steps: [{ run: echo }] } }\n',
    );
    await runIn(first, repository, 'in_progress');
    await first.putSecret(`/repos/${repository}/actions/secrets`, 'KEPT', 'x');
    const [workflow] = (
      await first.make('GET', `/repos/${repository}/actions/workflows`)
    ).workflows;
    await first.stop();
    await storage.flush();

    const reopened = open();
    const second = await startActionsWorld({
      storage: reopened,
      folder,
      token: first.token,
      pace: 0,
    });
    const run = await runIn(second, repository);
    assert.equal(run.conclusion, 'failure');
    assert.equal(run.workflow_id, workflow.id);
    assert.match(
      await logOf(second, repository, run, 'a'),
      /was stopped while this job ran/,
    );
    assert.deepEqual(
      second.github.context.records.tokens.filter(
        token => token.kind === 'workflow',
      ),
      [],
    );
    const { secrets } = await second.make(
      'GET',
      `/repos/${repository}/actions/secrets`,
    );
    assert.equal(secrets[0].name, 'KEPT');
    await second.make(
      'POST',
      `/repos/${repository}/actions/runs/${run.id}/rerun`,
    );
    assert.equal(
      (await runIn(second, repository, 'completed', 2)).conclusion,
      'success',
    );
    await second.stop();
    await reopened.flush();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
