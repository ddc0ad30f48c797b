import { mockServices } from '@backstage/backend-test-utils';
import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  exampleRollout,
  FakeClusterClient,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import { RolloutNudger } from './RolloutNudger';

describe('RolloutNudger', () => {
  const logger = mockServices.logger.mock();
  const now = () => new Date('2026-01-02T03:04:05Z');

  function start() {
    const client = new FakeClusterClient();
    const object = exampleRollout();
    client.put(object);
    const { namespace, name } = object.metadata;
    const rollout = { resource: resourceKinds.rollout, namespace, name };
    return {
      client,
      rollout,
      nudger: new RolloutNudger({ logger, now, patienceMs: 20 }),
      promote: () =>
        client.mergePatch(
          rollout,
          { status: { pauseConditions: null } },
          { subresource: 'status' },
        ),
    };
  }

  it('tells a Rollout again that stands as it was left', async () => {
    const { client, rollout, nudger, promote } = start();
    const { metadata } = await promote();

    nudger.watchOver(client, rollout, metadata.resourceVersion);

    await until(() => client.patches.length === 2);
    expect(client.patches[1].patch).toEqual({
      metadata: {
        annotations: { 'slipway.dev/nudged-at': '2026-01-02T03:04:05.000Z' },
      },
    });
    await nudger.stop();
  });

  it('leaves one alone that its controller has moved', async () => {
    const { client, rollout, nudger, promote } = start();
    const { metadata } = await promote();
    await client.mergePatch(
      rollout,
      { status: { currentStepIndex: 3 } },
      { subresource: 'status' },
    );

    nudger.watchOver(client, rollout, metadata.resourceVersion);
    await new Promise(resolve => setTimeout(resolve, 100));

    expect(client.patches).toHaveLength(2);
    await nudger.stop();
  });

  it('says when it could not look', async () => {
    const { client, rollout, nudger, promote } = start();
    const { metadata } = await promote();
    client.failNext(new Error('gone away'));

    nudger.watchOver(client, rollout, metadata.resourceVersion);

    await until(() => logger.warn.mock.calls.length === 1);
    expect(logger.warn.mock.calls[0][0]).toContain('gone away');
    await nudger.stop();
  });

  it('ends at once when the portal stops', async () => {
    const { client, rollout, promote } = start();
    const nudger = new RolloutNudger({ logger, now, patienceMs: 60_000 });
    const { metadata } = await promote();

    nudger.watchOver(client, rollout, metadata.resourceVersion);
    await nudger.stop();

    expect(client.patches).toHaveLength(1);
  });
});
