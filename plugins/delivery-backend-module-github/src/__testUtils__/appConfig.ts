/** The smallest config that the module starts with. */
export const appConfig = {
  backend: { baseUrl: 'http://localhost:7007' },
  integrations: {
    github: [
      {
        host: 'ghe.example.com',
        apiBaseUrl: 'https://ghe.example.com/api/v3',
        token: 'canary-forge-token',
      },
    ],
  },
  kubernetes: {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: 'sandbox',
            url: 'https://sandbox.example.com',
            serviceAccountToken: 'canary-cluster-token',
          },
        ],
      },
    ],
  },
  delivery: {
    environments: [
      { name: 'dev', cluster: 'sandbox', namespace: '{{service}}-dev' },
    ],
    argocd: [{ name: 'main', cluster: 'sandbox' }],
    webhook: { secret: 'canary-webhook-secret' },
  },
  events: { http: { topics: ['github'] } },
};
