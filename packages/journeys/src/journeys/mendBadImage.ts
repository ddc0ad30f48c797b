import type { DeliveryPage } from '../world/DeliveryPage.ts';
import type { World } from '../world/World.ts';

const missingTag = 'ffffffff-404';

/**
 * (c) Production is asked for an image that is not in the registry: the card says why nothing
 * moves, the rollout is aborted, and retried from the card once the image is there.
 */
export async function mendBadImage(
  world: World,
  service: string,
  delivery: DeliveryPage,
): Promise<void> {
  const { views } = delivery;
  let goodTag = '';
  await world.repositories.change(
    `acme/${service}-gitops`,
    'overlays/production/kustomization.yaml',
    `Deploy ${missingTag} to production`,
    text =>
      text.replace(/^(\s*newTag:\s*)(\S+)/m, (_, key, tag) => {
        goodTag = tag.replace(/["']/g, '');
        return `${key}${missingTag}`;
      }),
  );
  await delivery.waitForStanding('production', 'out-of-sync');
  await delivery.operate('Sync', 'production');

  await delivery.waitForText('production', /the registry has no such tag/);
  await delivery.keepRollout('production', 'image-is-missing');

  const dialog = await delivery.ask('Abort', 'production');
  await delivery.keepDialog('Abort', 'production', 'abort-production');
  await delivery.confirm(dialog, 'Abort');
  await delivery.button('Retry', 'production').first().waitFor();
  await delivery.keepRollout('production', 'production-aborted');

  await world.registry.retag(`acme/${service}`, goodTag, missingTag);
  await delivery.operate('Retry', 'production');
  await delivery.waitForStanding('production', 'healthy');
  await delivery.waitForText('production', new RegExp(missingTag));
  await views.keep('production-mended');
}
