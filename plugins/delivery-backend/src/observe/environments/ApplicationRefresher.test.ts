import { mockServices } from '@backstage/backend-test-utils';
import {
  KubernetesObject,
  readDeliveryConfig,
  resourceKinds,
} from '@slipway/plugin-delivery-node';
import {
  FakeClusterClient,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import { appConfig } from '../../__testUtils__';
import { ApplicationRefresher } from './ApplicationRefresher';

const host = 'git.example.com';

function application(name: string, project: string): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      source: { repoURL: `https://${host}/${project}.git`, path: '.' },
      destination: { name: 'in-cluster', namespace: name },
    },
  };
}

describe('ApplicationRefresher', () => {
  function create() {
    const cluster = new FakeClusterClient('sandbox');
    cluster.put(
      application('payments-dev', 'acme/payments-gitops'),
      application('payments-staging', 'acme/payments-gitops'),
      application('orders-dev', 'acme/orders-gitops'),
    );
    const refresher = new ApplicationRefresher({
      config: readDeliveryConfig(mockServices.rootConfig({ data: appConfig })),
      clients: { names: () => ['sandbox'], get: () => cluster },
      readers: [
        {
          serves: () => true,
          readFile: async () => undefined,
          commitUrl: () => undefined,
          locate: url => ({
            host,
            project: new URL(url).pathname.slice(1).replace(/\.git$/, ''),
          }),
        },
      ],
      logger: mockServices.logger.mock(),
    });
    const refreshed = () =>
      cluster.store
        .list(resourceKinds.application)
        .filter(
          ({ metadata }) =>
            metadata.annotations?.['argocd.argoproj.io/refresh'] === 'normal',
        )
        .map(({ metadata }) => metadata.name);
    return { cluster, refresher, refreshed };
  }

  it('refreshes the Applications of what was pushed, and no others, once', async () => {
    const { cluster, refresher, refreshed } = create();
    refresher.pushed({ host, project: 'acme/payments-gitops' });
    refresher.pushed({ host, project: 'acme/payments-gitops' });
    refresher.pushed({ host: 'elsewhere', project: 'acme/orders-gitops' });
    await until(() => refreshed().length === 2);
    await refresher.stop();
    expect(refreshed()).toEqual(['payments-dev', 'payments-staging']);
    expect(cluster.patches).toHaveLength(2);
  });

  it('goes on with the others when one cannot be refreshed', async () => {
    const { cluster, refresher, refreshed } = create();
    cluster.forbidNextPatch();
    refresher.pushed({ host, project: 'acme/payments-gitops' });
    await until(() => refreshed().length === 1);
    await refresher.stop();
    expect(refreshed()).toEqual(['payments-staging']);
  });
});
