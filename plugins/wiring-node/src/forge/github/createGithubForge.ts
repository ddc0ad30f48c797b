import {
  createGithubClient,
  GithubClientOptions,
} from '@slipway/plugin-delivery-node';
import { Forge } from '../Forge';
import { GithubContent } from './GithubContent';
import { GithubCredentials } from './GithubCredentials';
import { GithubEnvironments } from './GithubEnvironments';
import { GithubHooks } from './GithubHooks';
import { GithubMergeRequests } from './GithubMergeRequests';
import { GithubPipelines } from './GithubPipelines';
import { GithubProtection } from './GithubProtection';
import { GithubRepositories } from './GithubRepositories';
import { GithubRunners } from './GithubRunners';
import { GithubVariables } from './GithubVariables';

/**
 * A GitHub of `integrations.github`: github.com, or an Enterprise server.
 *
 * @public
 */
export function createGithubForge(options: GithubClientOptions): Forge {
  const { integrations, host } = options;
  const github = createGithubClient(options);
  const { apps = [], apiBaseUrl = '' } =
    integrations.github.byHost(host)!.config;
  return {
    kind: 'github',
    host,
    title: 'GitHub',
    repositories: new GithubRepositories(github, webUrlOf(host, apiBaseUrl)),
    content: new GithubContent(github, { host, hasScopes: apps.length === 0 }),
    variables: new GithubVariables(github),
    credentials: new GithubCredentials(github),
    hooks: new GithubHooks(github),
    pipelines: new GithubPipelines(github),
    mergeRequests: new GithubMergeRequests(github),
    protection: new GithubProtection(github),
    environments: new GithubEnvironments(github),
    runners: new GithubRunners(github),
  };
}

/** An Enterprise server has its API below its pages. */
function webUrlOf(host: string, apiBaseUrl: string): string {
  return apiBaseUrl.endsWith('/api/v3')
    ? apiBaseUrl.slice(0, -'/api/v3'.length)
    : `https://${host}`;
}
