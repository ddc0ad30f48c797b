import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createKubernetesApplyAction } from './createKubernetesApplyAction';
import { readClusters } from './readClusters';
import { startTokenProxy } from './startTokenProxy';

/** Adds `kubernetes:apply` to the scaffolder. */
export const kubernetesApplyModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'kubernetes-apply',
  register({ registerInit }) {
    registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
      },
      async init({ scaffolder, config, lifecycle }) {
        // One address for as long as the portal runs: kubectl keeps what it has discovered by it.
        const clusters = await Promise.all(
          readClusters(config).map(async cluster => {
            const proxy = await startTokenProxy(cluster);
            lifecycle.addShutdownHook(() => proxy.stop());
            return { ...cluster, url: proxy.url };
          }),
        );
        scaffolder.addActions(
          createKubernetesApplyAction({
            kubectl: config.getString('peers.kubectl'),
            clusters,
          }),
        );
      },
    });
  },
});
