import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  ClusterClients,
  createClusterClients,
  readDeliveryConfig,
} from '@slipway/plugin-delivery-node';
import {
  ClusterTestServer,
  FakeClusterClient,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import { readWiringDeps } from '@slipway/plugin-wiring-node';
import { Knex } from 'knex';
import { createDelivery } from './createDelivery';
import { applyMigrations } from './database';
import {
  appConfig,
  component,
  healthyService,
  pausedCanary,
} from './__testUtils__';

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});
const entityRef = 'component:default/payments';

/** One instance of the portal, on a database that it shares. */
function instance(
  client: Knex,
  cluster: FakeClusterClient | ClusterClients,
  logger = mockServices.logger.mock(),
) {
  const rootConfig = mockServices.rootConfig({ data: appConfig });
  const config = readDeliveryConfig(rootConfig);
  const clients =
    cluster instanceof FakeClusterClient
      ? { names: () => ['sandbox'], get: () => cluster }
      : cluster;
  const { observer, context } = createDelivery({
    config,
    clients,
    wiring: readWiringDeps(rootConfig, {
      clusters: clients,
      delivery: config,
    }),
    auditor: mockServices.auditor.mock(),
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities: [component()] }),
    client,
    httpAuth: mockServices.httpAuth(),
    logger,
    permissions: mockServices.permissions(),
    signals: { publish: async () => {} },
    sources: [],
    readers: [],
    userInfo: mockServices.userInfo(),
    healthConfig: { checkEveryMs: 900_000 },
    timing: { catalogIntervalMs: 100, leaseTtlMs: 300 },
  });
  return {
    start: () => observer.start(),
    stop: () => observer.stop(),
    standing: async () => {
      const environments = (await context.store.get(entityRef))?.environments;
      return environments?.kind === 'observed'
        ? environments.value[0].standing
        : environments?.kind;
    },
  };
}

describe.each(databases.eachSupportedId())('two instances on %s', id => {
  it('watch each source once, and one goes on where the other stopped', async () => {
    const client = await databases.init(id);
    await applyMigrations(client);
    const cluster = new FakeClusterClient('sandbox');
    cluster.put(...healthyService());
    const first = instance(client, cluster);
    const second = instance(client, cluster);
    await first.start();
    await until(async () => (await first.standing()) === 'healthy');
    await second.start();
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(cluster.watching).toBe(6);
    expect(await second.standing()).toBe('healthy');

    await first.stop();
    cluster.put(...pausedCanary());
    await until(async () => (await second.standing()) === 'paused');
    expect(cluster.watching).toBe(6);
    await second.stop();
  });

  it('never show as empty what was there before a restart', async () => {
    const client = await databases.init(id);
    await applyMigrations(client);
    const cluster = new FakeClusterClient('sandbox');
    cluster.put(...healthyService());
    const before = instance(client, cluster);
    await before.start();
    await until(async () => (await before.standing()) === 'healthy');
    await before.stop();

    cluster.disconnect(new Error('refused'));
    const after = instance(client, cluster);
    await after.start();
    await until(() => cluster.watching === 6);
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(await after.standing()).toBe('healthy');
    await after.stop();
  });

  it('keep no credential in the database or the log, not even when a cluster tells it', async () => {
    const client = await databases.init(id);
    await applyMigrations(client);
    const server = new ClusterTestServer('canary-cluster-token');
    const url = await server.start();
    server.answerNext(
      ...Array(60).fill({
        status: 403,
        body: { message: 'Bearer canary-cluster-token may not list' },
      }),
    );
    const logger = mockServices.logger.mock();
    const clients = createClusterClients(
      mockServices.rootConfig({
        data: {
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name: 'sandbox',
                    url,
                    serviceAccountToken: server.token,
                    skipTLSVerify: true,
                  },
                ],
              },
            ],
          },
        },
      }),
      { logger },
    );
    const portal = instance(client, clients, logger);
    await portal.start();
    await until(async () => (await portal.standing()) === 'unreachable');
    await portal.stop();
    await server.stop();
    const kept = JSON.stringify([
      await client('service_delivery').select(),
      await client('watch_leases').select(),
      logger.warn.mock.calls.map(String),
      logger.info.mock.calls.map(String),
    ]);
    expect(kept).toContain('[redacted] may not list');
    expect(kept).not.toContain('canary-');
  });
});
