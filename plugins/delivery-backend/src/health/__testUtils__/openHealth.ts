import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { SignalPayload } from '@backstage/plugin-signals-node';
import { Entity } from '@backstage/catalog-model';
import { Thing } from '@slipway/plugin-wiring-node';
import {
  applyMigrations,
  DatabaseDeliveryStore,
  DatabaseLeases,
} from '../../database';
import { DatabaseEntries, DatabaseLaunches, LaunchLedger } from '../../ledger';
import { CatalogServices, deriveWiring } from '../../services';
import { createHealth } from '../createHealth';
import { FakeHands } from './FakeHands';
import { project } from './reports';

/** What looks after the wiring, on a database of its own and a clock that stands. */
export async function openHealth(
  databases: TestDatabases,
  id: TestDatabaseId,
  options: { entities?: Entity[]; everyMs?: number } = {},
) {
  const client = await databases.init(id);
  await applyMigrations(client);
  let at = Date.UTC(2026, 0, 1);
  const now = () => new Date(at);
  const leases = new DatabaseLeases(client);
  const ledger = new LaunchLedger({
    launches: new DatabaseLaunches(client),
    entries: new DatabaseEntries(client),
    leases,
    now,
  });
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  const hands = new FakeHands();
  const signals: SignalPayload[] = [];
  const auth = mockServices.auth();
  const catalog = catalogServiceMock({ entities: options.entities ?? [] });
  const argocd = [
    { name: 'main', cluster: 'sandbox', namespace: 'argocd', destinations: {} },
  ];
  const instance = () => {
    const services = new CatalogServices({
      auth,
      catalog,
      logger,
      now,
      intervalMs: 10,
      wiringOf: entity => deriveWiring(entity, { argocd, sources: [] }),
    });
    const health = createHealth({
      config: { checkEveryMs: options.everyMs ?? 900_000 },
      hands,
      auth,
      catalog,
      client,
      ledger,
      leases,
      logger,
      services,
      signals: {
        publish: async signal => {
          signals.push(signal as SignalPayload);
        },
      },
      store: new DatabaseDeliveryStore(client),
      now,
    });
    return { ...health, services };
  };
  return {
    client,
    hands,
    ledger,
    leases,
    logger,
    signals,
    now,
    instance,
    pass: (seconds: number) => {
      at += seconds * 1000;
    },
    /** A launch that made an AppProject and ended well. */
    launch: async (service: string, thing: Thing = project) => {
      const launch = `launch-${service}-${at}`;
      await ledger.open(launch, 'launch', {
        service,
        entityRef: `component:default/${service}`,
        actor: 'user:default/developer',
      });
      await ledger.intend(launch, {
        thing,
        what: 'AppProject',
        name: service,
        plan: 'create',
      });
      await ledger.settle(launch, thing, { result: 'created' });
      await ledger.close(launch, { status: 'completed' });
      return launch;
    },
    warnings: () => logger.warn.mock.calls.map(([message]) => String(message)),
    /** Everything that is kept, told or logged. */
    everything: async () =>
      JSON.stringify([
        await client('wiring_health').select(),
        await client('wiring_work').select(),
        await client('launches').select(),
        await client('ledger_entries').select(),
        signals,
        Object.values(logger).flatMap(
          method => (method as jest.Mock).mock?.calls.map(String) ?? [],
        ),
      ]),
  };
}

/** Waits until something holds; a busy machine may take long over it. */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what = 'what was waited for',
): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`${what} did not come to be within 60 s`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
