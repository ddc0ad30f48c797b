import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { deliveryPermissions } from '@slipway/plugin-delivery-common';
import {
  clusterClientsServiceRef,
  deliveryConfigServiceRef,
  PipelineSource,
  pipelineSourcesExtensionPoint,
  repositoryReadersExtensionPoint,
  RepositoryReader,
} from '@slipway/plugin-delivery-node';
import { readWiringDeps } from '@slipway/plugin-wiring-node';
import { createRouter } from './api';
import { createDelivery } from './createDelivery';
import { openDatabase } from './database';
import { readHealthConfig, WiringHands } from './health';

/** The plugin, with other hands than those that reach forges and clusters in tests. */
export const createDeliveryPlugin = (hands?: WiringHands) =>
  createBackendPlugin({
    pluginId: 'delivery',
    register(env) {
      const sources: PipelineSource[] = [];
      const readers: RepositoryReader[] = [];
      env.registerExtensionPoint(pipelineSourcesExtensionPoint, {
        addPipelineSource: source => sources.push(source),
      });
      env.registerExtensionPoint(repositoryReadersExtensionPoint, {
        addRepositoryReader: reader => readers.push(reader),
      });
      env.registerInit({
        deps: {
          config: deliveryConfigServiceRef,
          clients: clusterClientsServiceRef,
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          rootConfig: coreServices.rootConfig,
          signals: signalsServiceRef,
          userInfo: coreServices.userInfo,
        },
        async init({
          database,
          httpRouter,
          lifecycle,
          rootConfig,
          ...services
        }) {
          const { observer, nudger, context } = createDelivery({
            ...services,
            wiring: readWiringDeps(rootConfig, {
              clusters: services.clients,
              delivery: services.config,
            }),
            healthConfig: readHealthConfig(rootConfig),
            hands,
            client: await openDatabase(database),
            sources,
            readers,
          });
          services.permissionsRegistry.addPermissions(deliveryPermissions);
          httpRouter.use(createRouter(context));
          lifecycle.addStartupHook(async () => {
            void context.takeBacks.watch();
            context.health.start();
            await observer.start();
          });
          lifecycle.addShutdownHook(async () => {
            await Promise.all([
              observer.stop(),
              nudger.stop(),
              context.takeBacks.stop(),
              context.health.stop(),
            ]);
          });
        },
      });
    },
  });

/**
 * Observes the delivery of services and operates it.
 *
 * @public
 */
export const deliveryPlugin = createDeliveryPlugin();
