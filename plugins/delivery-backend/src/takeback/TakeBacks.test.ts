import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { readDeliveryConfig } from '@slipway/plugin-delivery-node';
import {
  FakeClusterClient,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import { readWiringDeps } from '@slipway/plugin-wiring-node';
import { appConfig } from '../__testUtils__';
import { applyMigrations, DatabaseLeases } from '../database';
import { DatabaseEntries, DatabaseLaunches, LaunchLedger } from '../ledger';
import { TakeBacks } from './TakeBacks';

// Without a container engine: PostgreSQL runs where its connection string is given.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});

const entityRef = 'component:default/billing';
const application = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'billing-dev', namespace: 'argocd' },
  spec: { project: 'billing' },
};

describe.each(databases.eachSupportedId())('TakeBacks on %s', id => {
  async function open() {
    const client = await databases.init(id);
    await applyMigrations(client);
    const cluster = new FakeClusterClient('sandbox');
    cluster.put(application);
    let now = Date.UTC(2026, 0, 1);
    const clock = () => new Date(now);
    const ledger = new LaunchLedger({
      launches: new DatabaseLaunches(client),
      entries: new DatabaseEntries(client),
      leases: new DatabaseLeases(client),
      now: clock,
    });
    const rootConfig = mockServices.rootConfig({ data: appConfig });
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const instance = () =>
      new TakeBacks({
        ledger,
        wiring: {
          ...readWiringDeps(rootConfig, {
            clusters: { names: () => ['sandbox'], get: () => cluster },
            delivery: readDeliveryConfig(rootConfig),
          }),
          catalog: { hasLocation: async () => false, forget: async () => {} },
        },
        logger,
        now: clock,
      });
    await ledger.open('one', 'launch', {
      service: 'billing',
      entityRef,
      actor: 'user:default/developer',
    });
    const thing = {
      kind: 'object',
      cluster: 'sandbox',
      apiVersion: application.apiVersion,
      objectKind: 'Application',
      namespace: 'argocd',
      name: 'billing-dev',
    } as const;
    await ledger.intend('one', {
      thing,
      what: 'Application',
      name: 'billing-dev',
      plan: 'create',
    });
    await ledger.settle('one', thing, { result: 'created' });
    await ledger.close('one', { status: 'failed', reason: 'no' });
    const launch = async () => (await ledger.launches.get('one'))!;
    return {
      cluster,
      ledger,
      instance,
      launch,
      begin: async (takeBacks: TakeBacks) => {
        const { basis } = await takeBacks.preview(await launch());
        await takeBacks.begin(
          await launch(),
          { actor: 'user:default/developer', also: [] },
          basis,
        );
      },
      pass: (seconds: number) => {
        now += seconds * 1000;
      },
      gone: async () =>
        (
          await cluster.list({
            apiVersion: application.apiVersion,
            kind: 'Application',
            plural: 'applications',
            namespaced: true,
          })
        ).length === 0,
    };
  }

  it('goes on elsewhere when the instance that worked at it is gone', async () => {
    const world = await open();
    const first = world.instance();
    // The workloads are slow to go, and the instance is shut down meanwhile.
    const remove = world.cluster.delete.bind(world.cluster);
    world.cluster.delete = async () => {};
    await world.begin(first);
    await first.stop();
    expect((await world.launch()).status).toBe('taking-back');
    expect(await world.gone()).toBe(false);

    world.cluster.delete = remove;
    const second = world.instance();
    const watching = second.watch();
    await until(async () => (await world.launch()).status === 'taken-back');
    await second.stop();
    await watching;
    expect(await world.gone()).toBe(true);
  });

  it('does not let another instance in while one works at it', async () => {
    const world = await open();
    const first = world.instance();
    world.cluster.delete = async () => {};
    await world.begin(first);
    const patches = () => world.cluster.patches.length;
    await until(() => patches() === 1);
    const second = world.instance();
    const watching = second.watch();
    await second.settled();
    expect(patches()).toBe(1);
    await Promise.all([first.stop(), second.stop(), watching]);
  });

  it('lets nobody launch the service meanwhile', async () => {
    const world = await open();
    const first = world.instance();
    world.cluster.delete = async () => {};
    await world.begin(first);
    await expect(
      world.ledger.open('two', 'launch', { service: 'billing', entityRef }),
    ).rejects.toThrow('billing is being taken back by user:default/developer');
    await first.stop();
  });
});
