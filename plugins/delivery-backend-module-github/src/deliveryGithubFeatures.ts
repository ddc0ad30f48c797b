import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { deliveryModuleGithub } from './deliveryModuleGithub';
import { eventsModuleGithubHooks } from './eventsModuleGithubHooks';

/**
 * Both modules at once: without the one for the events plugin, anybody could send webhooks.
 *
 * @public
 */
export const deliveryGithubFeatures = createBackendFeatureLoader({
  loader: () => [deliveryModuleGithub, eventsModuleGithubHooks],
});
