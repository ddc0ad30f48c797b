import { InputError } from '@backstage/errors';
import {
  GithubCredentialsProvider,
  ScmIntegrationRegistry,
} from '@backstage/integration';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { githubCredentialsOf } from './githubCredentials';
import { githubFetch } from './githubFetch';
import { githubAttempts, tellGithubErrors } from './githubHooks';
import { longestPauseSeconds } from './retryPause';

/** @public */
export type GithubClient = Octokit;

/** @public */
export interface GithubClientOptions {
  integrations: ScmIntegrationRegistry;
  /** The host of an entry of `integrations.github`, with its port. */
  host: string;
  /** Whose installation of an app is used for requests that name no owner. */
  owner?: string;
  /** Instead of those of the integration. */
  credentials?: GithubCredentialsProvider;
  /** Ends every request, and every wait between two. */
  signal?: AbortSignal;
  /** For one attempt, 30 s by default. */
  timeoutMs?: number;
  /** For tests: how many milliseconds a second of waiting is. */
  millisecondsPerSecond?: number;
}

const statusesOfRefusal = Array.from({ length: 100 }, (_, i) => 400 + i);

const mostAttempts = 5;

type Throttle = NonNullable<Parameters<typeof throttling>[1]['throttle']>;

/** In place of plugin-throttling's second between two writes; of a group it uses nothing else. */
const noSpacing = {
  key: () => ({
    schedule: <T>(_job: unknown, work: () => Promise<T>) => work(),
  }),
} as unknown as Throttle['write'];

/**
 * The one builder for clients of GitHub: octokit with GitHub's own plugins for repeating and for
 * limits. Each request has a timeout, obeys the signal, `Retry-After` and `x-ratelimit-reset`, uses
 * the credential that Backstage has for its owner, and fails with an error of `@backstage/errors`.
 *
 * @public
 */
export function createGithubClient(options: GithubClientOptions): GithubClient {
  const { integrations, host, millisecondsPerSecond = 1000 } = options;
  const baseUrl = apiBaseUrlOf(integrations, host);
  const repeatLimited = (seconds: number, _: unknown, __: unknown, n: number) =>
    seconds <= longestPauseSeconds && n < mostAttempts;
  const requests = {
    host,
    owner: options.owner,
    credentials: options.credentials ?? githubCredentialsOf(integrations),
    signal: options.signal,
  };
  const throttle: Throttle = {
    id: host,
    onRateLimit: repeatLimited,
    onSecondaryRateLimit: repeatLimited,
    fallbackSecondaryRateRetryAfter: 60,
    retryAfterBaseValue: millisecondsPerSecond,
    ...(isHosted(host) ? {} : { write: noSpacing }),
  };
  // The first of the plugins is the innermost.
  const Client = Octokit.plugin(githubAttempts(requests), throttling, retry);
  const octokit = new Client({
    baseUrl,
    userAgent: 'slipway',
    log: { debug() {}, info() {}, warn() {}, error() {} },
    request: { fetch: githubFetch(options) },
    // A write may have happened although no answer came: that is left to the next run.
    retry: {
      doNotRetry: statusesOfRefusal,
      retries: 3,
      retryAfterBaseValue: millisecondsPerSecond / 4,
    },
    throttle,
  });
  tellGithubErrors(octokit, requests);
  return octokit;
}

/** GitHub asks for a second between writes on what it hosts; who hosts it otherwise sets the limits. */
function isHosted(host: string): boolean {
  return host === 'github.com' || host.endsWith('.ghe.com');
}

function apiBaseUrlOf(
  integrations: ScmIntegrationRegistry,
  host: string,
): string {
  const integration = integrations.github.byHost(host);
  const known = integrations.github
    .list()
    .map(({ config }) => config.host)
    .join(', ');
  if (!integration) {
    throw new InputError(
      `There is no GitHub with the host ${host} under integrations.github ` +
        `(there are: ${known}); add an entry with its host and a token or an app`,
    );
  }
  const { apiBaseUrl } = integration.config;
  if (!apiBaseUrl) {
    throw new InputError(
      `The GitHub ${host} has no apiBaseUrl under integrations.github; ` +
        `it is https://${host}/api/v3 for GitHub Enterprise Server`,
    );
  }
  return apiBaseUrl.replace(/\/+$/, '');
}
