import type { DeliveryPage } from '../world/DeliveryPage.ts';
import type { World } from '../world/World.ts';

/**
 * (b) A commit brings a new image to development by itself; staging waits and is promoted from the
 * card; production is synced from the card and its canary walks its steps.
 */
export async function bringNewImage(
  world: World,
  service: string,
  delivery: DeliveryPage,
): Promise<void> {
  const { page, views } = delivery;
  const commit = await world.repositories.change(
    `acme/${service}`,
    'README.md',
    'Say more in the README',
    text => `${text}\nA second version.\n`,
  );
  const short = commit.slice(0, 8);

  await page.getByText('Say more in the README').first().waitFor();
  await views.keep('second-pipeline');
  await delivery.waitForText('dev', new RegExp(short));
  await delivery.waitForStanding('dev', 'healthy');
  await views.keep('new-image-in-dev');

  await delivery.waitForStanding('staging', 'paused');
  await delivery.keepRollout('staging', 'staging-waits');
  const dialog = await delivery.ask('Promote', 'staging');
  await delivery.keepDialog('Promote', 'staging', 'promote-staging');
  await delivery.confirm(dialog, 'Promote');
  await delivery.waitForStanding('staging', 'healthy');
  await views.keep('staging-promoted');

  await delivery.waitForStanding('production', 'out-of-sync');
  await views.keep('production-wants-it');
  await delivery.operate('Sync', 'production');
  const rollout = await delivery.showRollout('production');
  await rollout
    .getByText(/Step \d of \d/)
    .first()
    .waitFor();
  await delivery.waitForStanding('production', 'paused');
  await delivery.keepRollout('production', 'production-canary');
  await delivery.waitForStanding('production', 'healthy');
  await delivery.waitForText('production', new RegExp(short));
  await views.keep('new-image-in-production');
}
