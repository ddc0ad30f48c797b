import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  FakePipelineSource,
  until,
} from '@slipway/plugin-delivery-node/testUtils';
import { applyMigrations, DatabaseDeliveryStore } from '../../database';
import { CatalogServices, deriveWiring } from '../../services';
import { component } from '../../__testUtils__/component';
import { failedPipeline } from '../../__testUtils__/failedPipeline';
import { DeliveryNotifier } from '../DeliveryNotifier';
import { PipelineObserver } from './PipelineObserver';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const entityRef = 'component:default/payments';

describe('PipelineObserver', () => {
  async function create() {
    const client = await databases.init('SQLITE_3');
    await applyMigrations(client);
    const store = new DatabaseDeliveryStore(client);
    const source = new FakePipelineSource();
    let time = Date.parse('2026-01-01T00:00:00Z');
    const now = () => new Date(time);
    const services = new CatalogServices({
      catalog: catalogServiceMock({ entities: [] }),
      auth: mockServices.auth(),
      logger: mockServices.logger.mock(),
      intervalMs: 1_000,
      now,
      wiringOf: entity =>
        deriveWiring(entity, { argocd: [], sources: [source] }),
    });
    const versions: number[] = [];
    const changed: string[] = [];
    const pushes: string[] = [];
    const observer = new PipelineObserver({
      services,
      sources: [source],
      store,
      notifier: new DeliveryNotifier({
        publish: async ({ message }) => {
          versions.push(Number(message.version));
        },
      }),
      logger: mockServices.logger.mock(),
      now,
      onChange: ref => changed.push(ref),
      onPush: change => pushes.push(change.project),
    });
    await observer.start();
    services.take(component());
    const stop = new AbortController();
    return {
      observer,
      store,
      source,
      versions,
      changed,
      pushes,
      run: () => observer.run(stop.signal),
      later: (ms: number) => {
        time += ms;
      },
      pipelines: async () => (await store.get(entityRef))?.pipelines,
      stop: async () => {
        stop.abort();
        await observer.stop();
      },
    };
  }

  it('looks at once at a service that it has not seen, then as the plan says', async () => {
    const portal = await create();
    void portal.run();
    await until(() => portal.source.looks.length === 1);
    await until(async () => (await portal.pipelines())?.kind === 'observed');
    expect(portal.versions).toEqual([1]);
    expect(portal.changed).toEqual([entityRef]);
    portal.later(61_000);
    await until(() => portal.source.looks.length === 2);
    await portal.stop();
    // Nothing had changed, so nobody was told.
    expect(portal.versions).toEqual([1]);
  });

  it('looks once for the webhooks of one push, and not for another project', async () => {
    const portal = await create();
    portal.source.setBoard('acme/payments', failedPipeline());
    portal.source.hook('acme/payments');
    portal.source.hook('ACME/payments');
    portal.source.hook('acme/other');
    await until(async () => (await portal.pipelines())?.kind === 'observed');
    await portal.stop();
    expect(portal.source.looks).toEqual(['acme/payments']);
    expect(await portal.pipelines()).toMatchObject({
      value: {
        pipelines: [{ id: '42', operations: [{ kind: 'retry-pipeline' }] }],
      },
    });
  });

  it('passes on pushes, also of projects that are no service', async () => {
    const portal = await create();
    portal.source.hook('acme/payments-gitops', true);
    portal.source.hook('acme/payments');
    expect(portal.pushes).toEqual(['acme/payments-gitops']);
    await portal.stop();
  });

  it('keeps the board while the forge is away, says since when, and is live after', async () => {
    const portal = await create();
    portal.observer.look(entityRef);
    await until(async () => (await portal.pipelines())?.kind === 'observed');
    portal.source.failNext(new ServiceUnavailableError('502 Bad Gateway'));
    portal.later(1_000);
    portal.observer.look(entityRef);
    await until(() => portal.versions.length === 2);
    expect(await portal.pipelines()).toMatchObject({
      kind: 'observed',
      freshness: {
        kind: 'stale',
        since: '2026-01-01T00:00:01.000Z',
        reason: '502 Bad Gateway',
      },
    });
    portal.observer.look(entityRef);
    await until(() => portal.versions.length === 3);
    expect(await portal.pipelines()).toMatchObject({
      freshness: { kind: 'live' },
    });
    await portal.stop();
  });

  it('leaves the forge alone for as long as it asks', async () => {
    const portal = await create();
    portal.source.failNext(
      Object.assign(new ServiceUnavailableError('429'), {
        retryAfterSeconds: 600,
      }),
    );
    void portal.run();
    await until(async () => (await portal.pipelines())?.kind === 'unreachable');
    portal.later(500_000);
    await new Promise(resolve => setTimeout(resolve, 1_500));
    expect(portal.source.looks).toEqual([]);
    portal.later(101_000);
    await until(() => portal.source.looks.length === 1);
    await portal.stop();
  });
});
