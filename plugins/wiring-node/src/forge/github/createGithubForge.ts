import {
  createGithubClient,
  GithubClientOptions,
} from '@slipway/plugin-delivery-node';
import { Forge } from '../Forge';
import { GithubContent } from './GithubContent';
import { GithubCredentials } from './GithubCredentials';
import { GithubHooks } from './GithubHooks';
import { GithubPipelines } from './GithubPipelines';
import { GithubRepositories } from './GithubRepositories';
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
  };
}

/** An Enterprise server has its API below its pages. */
function webUrlOf(host: string, apiBaseUrl: string): string {
  return apiBaseUrl.endsWith('/api/v3')
    ? apiBaseUrl.slice(0, -'/api/v3'.length)
    : `https://${host}`;
}
