import type { ApiContext, ApiRoute } from './ApiContext.ts';

const ownServer = 'https://kubernetes.default.svc';

/** The clusters that Argo CD knows: its own, and those that Secrets tell of. */
export function clusterRoutes(context: ApiContext): ApiRoute[] {
  const { cluster, namespace } = context;
  return [
    {
      method: 'GET',
      path: /^\/v1\/clusters$/,
      answer() {
        const told = cluster
          .list('v1', 'Secret', {
            namespace,
            labelSelector: 'argocd.argoproj.io/secret-type=cluster',
          })
          .map(({ data }) =>
            Object.fromEntries(
              ['name', 'server'].map(key => [
                key,
                Buffer.from(data?.[key] ?? '', 'base64').toString('utf8'),
              ]),
            ),
          );
        const items = [{ name: 'in-cluster', server: ownServer }, ...told].map(
          each => ({
            ...each,
            config: { tlsClientConfig: { insecure: false } },
            connectionState: { status: 'Successful', attemptedAt: null },
          }),
        );
        return { metadata: {}, items };
      },
    },
  ];
}
