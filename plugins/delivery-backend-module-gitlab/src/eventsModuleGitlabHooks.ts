import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsExtensionPoint } from '@backstage/plugin-events-node/alpha';
import { deliveryConfigServiceRef } from '@slipway/plugin-delivery-node';
import { createHookValidator } from './hooks';

/**
 * Takes in GitLab's webhooks at `/api/events/http/gitlab`, when they carry the secret.
 *
 * @public
 */
export const eventsModuleGitlabHooks = createBackendModule({
  pluginId: 'events',
  moduleId: 'delivery-gitlab-hooks',
  register(env) {
    env.registerInit({
      deps: {
        config: deliveryConfigServiceRef,
        events: eventsExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ config, events, logger }) {
        events.addHttpPostIngress({
          topic: 'gitlab',
          validator: createHookValidator({
            secret: config.webhookSecret,
            logger,
          }),
        });
      },
    });
  },
});
