/** An app config with two environments in one cluster. */
export const appConfig = {
  backend: { baseUrl: 'http://localhost:7007' },
  kubernetes: {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: 'sandbox',
            url: 'https://sandbox.example.com',
            authProvider: 'serviceAccount',
            serviceAccountToken: 'canary-cluster-token',
          },
        ],
      },
    ],
  },
  delivery: {
    environments: [
      { name: 'dev', cluster: 'sandbox', namespace: '{{service}}-dev' },
      {
        name: 'production',
        cluster: 'sandbox',
        namespace: '{{service}}-production',
        sync: 'manual',
      },
    ],
    argocd: [{ name: 'main', cluster: 'sandbox' }],
    webhook: { secret: 'canary-webhook-secret' },
  },
};
