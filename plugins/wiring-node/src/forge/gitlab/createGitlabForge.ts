import {
  createGitlabTransport,
  GitlabClientOptions,
} from '@slipway/plugin-delivery-node';
import { Forge } from '../Forge';
import { GitlabContent } from './GitlabContent';
import { GitlabCredentials } from './GitlabCredentials';
import { GitlabEnvironments } from './GitlabEnvironments';
import { GitlabHooks } from './GitlabHooks';
import { GitlabMergeRequests } from './GitlabMergeRequests';
import { GitlabPipelines } from './GitlabPipelines';
import { GitlabProtection } from './GitlabProtection';
import { GitlabRepositories } from './GitlabRepositories';
import { GitlabRunners } from './GitlabRunners';
import { GitlabVariables } from './GitlabVariables';

/**
 * A GitLab of `integrations.gitlab`.
 *
 * @public
 */
export function createGitlabForge(options: GitlabClientOptions): Forge {
  const { integrations, host } = options;
  const transport = createGitlabTransport(options);
  const { baseUrl } = integrations.gitlab.byHost(host)!.config;
  return {
    kind: 'gitlab',
    host,
    title: 'GitLab',
    repositories: new GitlabRepositories(transport, baseUrl),
    content: new GitlabContent(transport),
    variables: new GitlabVariables(transport),
    credentials: new GitlabCredentials(transport),
    hooks: new GitlabHooks(transport),
    pipelines: new GitlabPipelines(transport),
    mergeRequests: new GitlabMergeRequests(transport),
    protection: new GitlabProtection(transport),
    environments: new GitlabEnvironments(transport),
    runners: new GitlabRunners(transport),
  };
}
