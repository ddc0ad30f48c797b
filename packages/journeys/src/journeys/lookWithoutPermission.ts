import assert from 'node:assert/strict';
import { PortalError } from '../../../embedded/src/index.ts';
import { DeliveryPage } from '../world/DeliveryPage.ts';
import type { World } from '../world/World.ts';

/** (d) A viewer sees the state and no button, and the API refuses what the page does not offer. */
export async function lookWithoutPermission(
  world: World,
  service: string,
): Promise<void> {
  const views = await world.open('viewer', DeliveryPage.pathOf(service));
  const delivery = new DeliveryPage(views);
  const { page } = views;
  await delivery.waitForStanding('production', 'healthy');
  await delivery.keepRollout('production', 'as-a-viewer');

  for (const label of ['Sync', 'Refresh', 'Promote', 'Abort', 'Retry']) {
    const buttons = page.getByRole('button', {
      name: new RegExp(`^${label} `),
    });
    assert.equal(await buttons.count(), 0, `a viewer is offered ${label}`);
  }

  const path = `/api/delivery/v1/services/component/default/${service}`;
  const owner = await world.client('developer').json<{
    environments: {
      value: Array<{
        name: string;
        operations: Array<{ kind: string; basis: string }>;
      }>;
    };
  }>(path);
  const offer = owner.environments.value
    .find(({ name }) => name === 'production')!
    .operations.find(({ kind }) => kind === 'refresh')!;
  await assert.rejects(
    world.client('viewer').request(`${path}/operations`, {
      method: 'POST',
      json: {
        ...offer,
        effect: undefined,
        target: { kind: 'environment', environment: 'production' },
      },
    }),
    (error: PortalError) => error.status === 403,
  );
}
