import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { readDeliveryConfig } from './readDeliveryConfig';

const cluster = {
  name: 'sandbox',
  url: 'https://sandbox.example.com',
  authProvider: 'serviceAccount',
  serviceAccountToken: 'canary-cluster-token',
};

function config(
  delivery: JsonObject | undefined,
  clusters: JsonObject[] = [cluster],
) {
  return mockServices.rootConfig({
    data: {
      backend: { baseUrl: 'https://portal.example.com/' },
      kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
      ...(delivery ? { delivery } : {}),
    },
  });
}

const small = {
  environments: [
    { name: 'dev', cluster: 'sandbox', namespace: '{{service}}-dev' },
    {
      name: 'production',
      title: 'Production',
      cluster: 'sandbox',
      namespace: '{{ service }}-{{ environment }}',
      sync: 'manual',
    },
  ],
  argocd: [{ name: 'main', cluster: 'sandbox' }],
};

describe('readDeliveryConfig', () => {
  it('fills in what is left out', () => {
    expect(readDeliveryConfig(config(small))).toEqual({
      environments: [
        {
          name: 'dev',
          title: 'dev',
          rank: 0,
          cluster: 'sandbox',
          namespace: '{{service}}-dev',
          sync: 'automatic',
        },
        {
          name: 'production',
          title: 'Production',
          rank: 1,
          cluster: 'sandbox',
          namespace: '{{ service }}-{{ environment }}',
          sync: 'manual',
        },
      ],
      argocd: [
        {
          name: 'main',
          cluster: 'sandbox',
          namespace: 'argocd',
          destinations: {},
        },
      ],
      clusters: {},
      webhookBaseUrl: 'https://portal.example.com',
      webhookSecret: undefined,
    });
  });

  it.each<[string, JsonObject | undefined, string[]]>([
    ['no section at all', undefined, ['There is no `delivery` section']],
    [
      'what is missing, everything at once',
      {},
      ['delivery.environments is missing', 'delivery.argocd is missing'],
    ],
    [
      'what is written wrongly, by its place',
      {
        ...small,
        environments: [
          { name: 'Dev', cluster: 'sandbox', namespace: 'shared' },
          {
            name: 'qa',
            cluster: 'sandbox',
            namespace: '{{service}}-{{stage}}',
          },
          {
            name: 'prod',
            cluster: 'sandbox',
            namespace: '{{service}}',
            sync: 'no',
          },
        ],
      },
      [
        'delivery.environments[0].name: must be a DNS label',
        'delivery.environments[0].namespace: must hold {{service}}',
        'delivery.environments[1].namespace: may hold {{service}} and {{environment}} only',
        'delivery.environments[2].sync: ',
      ],
    ],
    [
      'names that are there twice, and clusters that are not',
      {
        environments: [small.environments[0], small.environments[0]],
        argocd: [{ name: 'main', cluster: 'other' }],
        clusters: { third: { reachesLoopback: true } },
      },
      [
        'delivery.environments names dev more than once',
        'delivery.argocd[0].cluster is other, which is not a cluster of kubernetes.clusterLocatorMethods (there are: sandbox)',
        'delivery.clusters.third is third, which is not',
      ],
    ],
    [
      'a webhook secret that can be guessed',
      { ...small, webhook: { secret: 'short' } },
      ['delivery.webhook.secret: must have at least 16 characters'],
    ],
  ])('tells %s', (_, delivery, problems) => {
    const read = () => readDeliveryConfig(config(delivery));
    for (const problem of problems) {
      expect(read).toThrow(problem);
    }
    expect(read).toThrow(expect.objectContaining({ name: 'InputError' }));
  });

  it.each<[string, JsonObject, string]>([
    [
      'another authProvider',
      { ...cluster, authProvider: 'google' },
      'its authProvider is google; Slipway works as the portal',
    ],
    [
      'no token',
      { ...cluster, serviceAccountToken: undefined as never },
      'it has no serviceAccountToken',
    ],
    [
      'http without skipTLSVerify',
      { ...cluster, url: 'http://127.0.0.1:1' },
      'its url is http://, which is only allowed with skipTLSVerify: true',
    ],
  ])('refuses a cluster with %s, when it is used', (_, written, problem) => {
    expect(() => readDeliveryConfig(config(small, [written]))).toThrow(problem);
    expect(() =>
      readDeliveryConfig(
        config(small, [cluster, { ...written, name: 'other' }]),
      ),
    ).not.toThrow();
  });

  it('tells no secret in an error', () => {
    const read = () =>
      readDeliveryConfig(
        config({ environments: [], webhook: { secret: 'canary' } }),
      );
    expect(read).toThrow(
      expect.objectContaining({
        message: expect.not.stringMatching(/canary/),
      }),
    );
  });
});
