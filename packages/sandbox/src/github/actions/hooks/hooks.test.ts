import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { GithubEvent } from '../../events/GithubEvents.ts';
import { makeRepository, runIn } from '../testUtils/launchSystemB.ts';
import { startActionsWorld } from '../testUtils/startActionsWorld.ts';
import type { ActionsWorld } from '../testUtils/startActionsWorld.ts';

let world: ActionsWorld;
before(async () => {
  world = await startActionsWorld();
});
after(() => world.stop());

test('events tell of a run, its jobs and its deployment in the order of what happens', async () => {
  const events: GithubEvent[] = [];
  world.github.context.events.subscribe(event => {
    if (event.event !== 'push' && event.event !== 'create') {
      events.push(event);
    }
  });
  const { repository } = await makeRepository(
    world,
    'events',
    `name: CI
on: push
jobs:
  deploy: { runs-on: ubuntu-latest, environment: dev, steps: [{ run: echo }] }
`,
  );
  const run = await runIn(world, repository);
  await world.actions.settled();
  const told = events
    .filter(event => event.project.fullPath === repository)
    .map(({ event, action, payload }) => {
      const status = payload.deployment_status as { state: string } | undefined;
      return [event, action, ...(status ? [status.state] : [])].join(' ');
    });
  for (const each of [
    ['workflow_run requested', 'workflow_run in_progress', 'workflow_run completed'],
    ['workflow_job queued', 'workflow_job in_progress', 'workflow_job completed'],
    ['check_run created', 'check_run completed'],
    ['deployment created', 'deployment_status created in_progress', 'deployment_status created success'],
  ]) {
    assert.deepEqual(told.filter(one => each.includes(one)), each, told.join('\n'));
  }
  const last = events.filter(event => event.event === 'workflow_run').at(-1)!;
  const told_run = last.payload.workflow_run as Record<string, unknown>;
  assert.equal(told_run.id, run.id);
  assert.equal(told_run.conclusion, 'success');
  assert.equal((last.payload.workflow as { name: string }).name, 'CI');
  assert.equal(last.sender.username, 'slipway');
});
