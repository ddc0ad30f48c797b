import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import {
  pipelineSourcesExtensionPoint,
  repositoryReadersExtensionPoint,
} from '@slipway/plugin-delivery-node';
import { GitlabPipelineSource } from './pipelines';
import { GitlabRepositoryReader } from './repository';

/**
 * GitLab as a source of pipelines and of what git asks for.
 *
 * @public
 */
export const deliveryModuleGitlab = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'gitlab',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        events: eventsServiceRef,
        logger: coreServices.logger,
        pipelines: pipelineSourcesExtensionPoint,
        repositories: repositoryReadersExtensionPoint,
      },
      async init({ config, events, logger, pipelines, repositories }) {
        const integrations = ScmIntegrations.fromConfig(config);
        pipelines.addPipelineSource(
          new GitlabPipelineSource({ integrations, events, logger }),
        );
        repositories.addRepositoryReader(
          new GitlabRepositoryReader(integrations),
        );
      },
    });
  },
});
