import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { deliveryModuleGitlab } from './deliveryModuleGitlab';
import { eventsModuleGitlabHooks } from './eventsModuleGitlabHooks';

/**
 * Both modules at once: without the one for the events plugin, anybody could send webhooks.
 *
 * @public
 */
export const deliveryGitlabFeatures = createBackendFeatureLoader({
  loader: () => [deliveryModuleGitlab, eventsModuleGitlabHooks],
});
