import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bringNewImage } from './journeys/bringNewImage.ts';
import { decommissionService } from './journeys/decommissionService.ts';
import { launchOnGithub } from './journeys/launchOnGithub.ts';
import { launchService } from './journeys/launchService.ts';
import { lookWithoutPermission } from './journeys/lookWithoutPermission.ts';
import { meetBrokenWorld } from './journeys/meetBrokenWorld.ts';
import { mendBadImage } from './journeys/mendBadImage.ts';
import { repairWiring } from './journeys/repairWiring.ts';
import { takeBackLaunch } from './journeys/takeBackLaunch.ts';
import { findPrivateKeys } from './secrets/findPrivateKeys.ts';
import { searchLab } from './secrets/searchLab.ts';
import { searchWorld } from './secrets/searchWorld.ts';
import type { DeliveryPage } from './world/DeliveryPage.ts';
import { canary, World } from './world/World.ts';

const service = 'payments';

/** Set by `npm run test:lab`, which walks the same journeys on the real controllers. */
const onLab = process.env.SLIPWAY_JOURNEYS_ON === 'lab';

/** These change the sandbox's own cluster by its address, or are of forges alone. */
const onlyOnSandbox = onLab && 'walked on the sandbox';

describe('the main job', { timeout: 30 * 60_000 }, () => {
  let world: World;
  let delivery: DeliveryPage;
  let broken: string | undefined;

  /** A journey goes on where the one before it ended; after a failure there is nowhere to go on. */
  const journey = (
    name: string,
    walk: () => Promise<void>,
    options: { skip?: string | false } = {},
  ) =>
    it(name, options, async () => {
      assert.equal(broken, undefined, `${broken} has failed before`);
      broken = name;
      try {
        await walk();
      } catch (error) {
        await world.keepAll('failed');
        throw error;
      }
      broken = undefined;
    });

  before(async () => {
    world = await World.start({ onLab });
  });
  after(() => world?.stop());

  journey(
    '(a) launches a service from one form and shows it come up',
    async () => {
      delivery = await launchService(world, service);
    },
  );

  journey('(b) brings a commit to every environment', async () => {
    await bringNewImage(world, service, delivery);
  });

  journey('(c) says why a bad image does not run, and mends it', async () => {
    await mendBadImage(world, service, delivery);
  });

  journey('(d) shows a viewer the state and refuses the rest', async () => {
    await lookWithoutPermission(world, service);
  });

  journey('(e) takes back a launch that has failed', async () => {
    await takeBackLaunch(world, 'orders');
  });

  journey('(f) takes a service down from its page', async () => {
    await decommissionService(world, 'stock');
  });

  journey(
    '(g) says what is wrong with the wiring, repairs it and replaces a credential',
    async () => {
      await repairWiring(world, service);
    },
    { skip: onlyOnSandbox },
  );

  journey(
    '(h) says on the form all that is in the way of a launch',
    async () => {
      await meetBrokenWorld(world, 'reports');
    },
    { skip: onlyOnSandbox },
  );

  journey(
    '(i) launches a service on GitHub',
    async () => {
      await launchOnGithub(world, 'ledger');
    },
    { skip: onlyOnSandbox },
  );

  journey('leaves none of its credentials anywhere', async () => {
    const lab = world.lab && (await searchLab(world.lab, { canary }));
    await world.stop();
    const { folder } = world.portal;
    const keys = await findPrivateKeys(join(folder, 'sandbox', 'state'));
    const report = await searchWorld(folder, world.traffic, {
      canary,
      ...keys,
    });
    if (lab) {
      report.hits.push(...lab.hits);
      report.kept.push(...lab.kept);
      report.objects += lab.objects;
      report.files += lab.files;
    }

    assert.deepEqual(report.hits, []);
    if (!onLab) {
      // With one, GitHub's CI writes to the GitOps repository; with the other, Argo CD reads it.
      assert.equal(Object.keys(keys).length, 2, Object.keys(keys).join(', '));
      for (const key of Object.keys(keys)) {
        assert.ok(
          report.kept.some(({ secret }) => secret === key),
          `${key} is nowhere, so the search does not know what it looks for`,
        );
      }
    }
    // Pull secrets of three environments, Argo CD's repository secret, CI's token, two webhooks.
    assert.ok(report.kept.length >= 7, `${report.kept.length} kept`);
    // A search that has not looked finds nothing either.
    assert.ok(report.repositories >= 2, `${report.repositories} repositories`);
    assert.ok(report.objects > 50, `${report.objects} objects`);
    assert.ok(report.responses > 50, `${report.responses} responses`);
    console.log(
      `${report.kept.length} credentials where they belong; searched ${report.files} files, ${report.repositories} repositories, ${report.objects} objects, ${report.responses} responses`,
    );
  });
});
