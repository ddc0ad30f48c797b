import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FolderStorage } from '../../world/Storage.ts';
import { pushApp } from './testUtils/systemA.ts';
import { startCiWorld } from './testUtils/startCiWorld.ts';

test('what ran at a stop has failed at the next start, and its pipeline can be retried', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-restart-'));
  const open = () =>
    new FolderStorage(join(folder, 'state'), error => {
      throw error;
    });
  try {
    const storage = open();
    const first = await startCiWorld({ storage, folder, pace: 1000 });
    const { body: group } = await first.call('GET', '/groups/acme');
    const { body: project } = await first.call('POST', '/projects', {
      name: 'app',
      path: 'app',
      namespace_id: group.id,
    });
    await pushApp(first, project.id, 'Begin', {
      '.gitlab-ci.yml':
        'one: { script: [x] }\ntwo: { stage: deploy, script: [x] }',
    });
    const path = `/projects/${project.id}/jobs`;
    const running = await first.until(async () => {
      const { body } = await first.call('GET', `${path}?scope=running`);
      return body[0];
    }, 'a running job');
    await first.stop();
    await storage.flush();

    const reopened = open();
    const second = await startCiWorld({
      storage: reopened,
      folder,
      token: first.token,
      pace: 0,
    });
    const { body: job } = await second.call('GET', `${path}/${running.id}`);
    assert.equal(job.status, 'failed');
    assert.equal(job.failure_reason, 'runner_system_failure');
    assert.deepEqual(second.forge.context.records.jobTokens.all(), []);
    const trace = await second.call('GET', `${path}/${running.id}/trace`);
    assert.match(trace.body, /was stopped while this job ran/);
    const { body: pipelines } = await second.call(
      'GET',
      `/projects/${project.id}/pipelines`,
    );
    assert.equal(pipelines[0].status, 'failed');
    await second.call(
      'POST',
      `/projects/${project.id}/pipelines/${pipelines[0].id}/retry`,
    );
    await second.until(async () => {
      const { body } = await second.call(
        'GET',
        `/projects/${project.id}/pipelines?status=success`,
      );
      return body[0];
    }, 'the pipeline to pass');
    await second.stop();
    await reopened.flush();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
