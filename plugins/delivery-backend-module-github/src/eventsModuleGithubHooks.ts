import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsExtensionPoint } from '@backstage/plugin-events-node/alpha';
import { deliveryConfigServiceRef } from '@slipway/plugin-delivery-node';
import { createHookValidator } from './hooks';

/**
 * Takes in GitHub's webhooks at `/api/events/http/github`, when they are signed with the secret.
 *
 * @public
 */
export const eventsModuleGithubHooks = createBackendModule({
  pluginId: 'events',
  moduleId: 'delivery-github-hooks',
  register(env) {
    env.registerInit({
      deps: {
        config: deliveryConfigServiceRef,
        events: eventsExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ config, events, logger }) {
        events.addHttpPostIngress({
          topic: 'github',
          validator: createHookValidator({
            secret: config.webhookSecret,
            logger,
          }),
        });
      },
    });
  },
});
