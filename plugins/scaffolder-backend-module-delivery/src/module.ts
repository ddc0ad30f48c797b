import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  clusterClientsServiceRef,
  deliveryConfigServiceRef,
} from '@slipway/plugin-delivery-node';
import { readLaunchConfig, systemClock } from '@slipway/plugin-wiring-node';
import { createActions } from './actions';
import { HttpLedger } from './ledger';

/**
 * Adds the actions of a launch to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleDelivery = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'delivery',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
        catalog: catalogServiceRef,
        clusters: clusterClientsServiceRef,
        delivery: deliveryConfigServiceRef,
      },
      async init({ scaffolder, config, ...services }) {
        scaffolder.addActions(
          ...createActions({
            ...services,
            integrations: ScmIntegrations.fromConfig(config),
            launch: readLaunchConfig(config),
            clock: systemClock,
            ledgers: {
              of: (task, signal) =>
                new HttpLedger(
                  { ...services, clock: systemClock },
                  task,
                  signal,
                ),
            },
          }),
        );
      },
    });
  },
});
