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
import { connectGithub } from './github';
import { GithubPipelineSource } from './pipelines';
import { GithubRepositoryReader } from './repository';

/**
 * GitHub as a source of pipelines and of what git asks for.
 *
 * @public
 */
export const deliveryModuleGithub = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'github',
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
        const connect = connectGithub(integrations);
        pipelines.addPipelineSource(
          new GithubPipelineSource({
            integrations,
            connect,
            events,
            logger,
            now: () => new Date(),
          }),
        );
        repositories.addRepositoryReader(
          new GithubRepositoryReader({ integrations, connect }),
        );
      },
    });
  },
});
