import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  ClusterClients,
  createClusterClients,
  DeliveryConfig,
} from '@slipway/plugin-delivery-node';
import { LaunchConfig, readLaunchConfig } from '../../config';
import { PreflightDeps } from '../PreflightContext';
import { PreflightInput } from '../PreflightInput';
import { SandboxProcess } from './SandboxProcess';

/** In what a world differs from a sound one, as far as the portal's own config goes. */
export interface WorldConfig {
  forge?: { host: string; baseUrl: string };
  forgeToken?: string;
  /** With this the world is on GitHub. */
  github?: { token?: string; pullToken?: string };
  /** By the name of a cluster. */
  clusterTokens?: Record<string, string>;
  launch?: Partial<LaunchConfig>;
  delivery?: Partial<DeliveryConfig>;
  input?: Partial<PreflightInput>;
  /** Hosts that everybody knows, and where they are: `registry.acme.test` at the sandbox. */
  hosts?: Record<string, string>;
  clusters?: (clients: ClusterClients) => ClusterClients;
}

export const soundInput: PreflightInput = {
  service: 'payments',
  jobTags: ['docker'],
  kinds: ['Rollout', 'AnalysisTemplate'],
  resources: {
    dev: { 'requests.memory': '576Mi', pods: '5' },
    staging: { 'requests.memory': '576Mi', pods: '5' },
    production: { 'requests.memory': '1Gi', pods: '9' },
  },
};

const environment = (
  name: string,
  rank: number,
  cluster: string,
): DeliveryConfig['environments'][number] => ({
  name,
  title: name,
  rank,
  cluster,
  namespace: '{{service}}-{{environment}}',
  sync: 'automatic',
});

/** A portal that is set up for the sandbox, with a cluster that Argo CD is not in. */
export function worldDeps(
  sandbox: SandboxProcess,
  config: WorldConfig = {},
): PreflightDeps {
  const { url, host } = sandbox;
  const forge = config.forge ?? { host, baseUrl: url };
  // The sandbox is GitHub under this name of the same place.
  const githubHost = `localhost:${new URL(url).port}`;
  const clusters = createClusterClients(
    new ConfigReader({
      kubernetes: {
        clusterLocatorMethods: [
          {
            type: 'config',
            clusters: ['sandbox', 'sandbox-2'].map(name => ({
              name,
              url: `${url}/clusters/${name}`,
              authProvider: 'serviceAccount',
              serviceAccountToken:
                config.clusterTokens?.[name] ??
                sandbox.credentials.clusterToken,
              skipTLSVerify: true,
            })),
          },
        ],
      },
    }),
    { logger: mockServices.logger.mock() },
  );
  return {
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitlab: [
            {
              ...forge,
              apiBaseUrl: `${url}/api/v4`,
              token: config.forgeToken ?? sandbox.credentials.forgeToken,
            },
          ],
          github: [
            {
              host: githubHost,
              apiBaseUrl: `http://${githubHost}/api/v3`,
              token: config.github?.token ?? sandbox.credentials.githubToken,
            },
          ],
        },
      }),
    ),
    clusters: config.clusters?.(clusters) ?? clusters,
    launch: {
      ...readLaunchConfig(
        new ConfigReader({
          delivery: {
            launch: config.github
              ? {
                  host: githubHost,
                  group: 'acme',
                  registryHost: githubHost,
                  registry: {
                    username: 'slipway',
                    password:
                      config.github.pullToken ??
                      sandbox.credentials.githubPullToken,
                  },
                }
              : { host: forge.host, group: 'acme', registryHost: host },
          },
        }),
      ),
      ...config.launch,
    },
    delivery: {
      environments: [
        environment('dev', 0, 'sandbox'),
        environment('staging', 1, 'sandbox'),
        environment('production', 2, 'sandbox-2'),
      ],
      argocd: [
        {
          name: 'main',
          cluster: 'sandbox',
          namespace: 'argocd',
          destinations: { 'sandbox-2': `${url}/clusters/sandbox-2` },
        },
      ],
      clusters: {
        sandbox: { reachesLoopback: true },
        'sandbox-2': { reachesLoopback: true },
      },
      webhookBaseUrl: url,
      webhookSecret: 'a-secret-of-the-tests',
      ...config.delivery,
    },
    // Nobody waits for the second try of what is broken on purpose.
    clock: { now: () => new Date(), sleep: async () => {} },
    fetch: fetchKnowing(config.hosts ?? {}),
  };
}

/** As `fetch`, in a network whose DNS knows these hosts and nothing else but loopback. */
function fetchKnowing(hosts: Record<string, string>): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    if (/^(127\.|localhost)/.test(url.hostname)) {
      return fetch(url, init);
    }
    const place = hosts[url.hostname];
    if (!place) {
      throw failure(
        Object.assign(new Error(`getaddrinfo ENOTFOUND ${url.hostname}`), {
          code: 'ENOTFOUND',
        }),
      );
    }
    if (url.protocol === 'https:') {
      throw failure(new Error('wrong version number'));
    }
    return fetch(new URL(url.pathname + url.search, place), init);
  };
}

function failure(cause: Error): TypeError {
  return new TypeError('fetch failed', { cause });
}
