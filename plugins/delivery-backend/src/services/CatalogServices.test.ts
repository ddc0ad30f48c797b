import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { until } from '@slipway/plugin-delivery-node/testUtils';
import { component } from '../__testUtils__/component';
import { CatalogServices } from './CatalogServices';
import { deriveWiring } from './deriveWiring';

describe('CatalogServices', () => {
  const argocd = [
    { name: 'main', cluster: 'a', namespace: 'argocd', destinations: {} },
  ];
  const wired = (name: string) => component({ 'argocd/app-name': name }, name);

  function start(entities = [wired('a'), component({}, 'b'), wired('c')]) {
    let now = new Date('2026-01-01T00:00:00Z');
    const catalog = catalogServiceMock.mock();
    let current = entities;
    let failures = 0;
    catalog.queryEntities.mockImplementation(async (query, options) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('the catalog is away');
      }
      return await catalogServiceMock({ entities: current }).queryEntities(
        query,
        options,
      );
    });
    const services = new CatalogServices({
      catalog,
      auth: mockServices.auth(),
      logger: mockServices.logger.mock(),
      intervalMs: 20,
      now: () => now,
      wiringOf: entity => deriveWiring(entity, { argocd, sources: [] }),
    });
    const told: string[] = [];
    const complete: string[][] = [];
    services.subscribe({
      onWired: ({ entityRef }) => told.push(entityRef),
      onComplete: async refs => {
        complete.push([...refs]);
      },
    });
    const stop = new AbortController();
    const running = services.run(stop.signal);
    return {
      services,
      told,
      complete,
      set: (next: typeof entities) => {
        current = next;
      },
      fail: (times: number) => {
        failures = times;
      },
      later: (ms: number) => {
        now = new Date(now.getTime() + ms);
      },
      stop: async () => {
        stop.abort();
        await running;
      },
    };
  }

  it('knows the components that say where to look, and tells of each once', async () => {
    const { told, complete, stop } = start();
    await until(() => complete.length > 2);
    await stop();
    expect(told).toEqual(['component:default/a', 'component:default/c']);
  });

  it('tells of a service whose annotations change, and of one that goes', async () => {
    const { services, told, complete, set, stop } = start();
    await until(() => complete.length > 0);
    set([component({ 'argocd/app-name': 'other' }, 'a')]);
    await until(() => complete.at(-1)?.length === 1);
    await stop();
    expect(told.filter(ref => ref === 'component:default/a')).toHaveLength(2);
    expect(services.get('component:default/c')).toBeUndefined();
  });

  it('keeps a service at hand that the catalog does not list yet', async () => {
    const { services, complete, later, stop } = start([]);
    services.take(wired('new'));
    const { length } = complete;
    await until(() => complete.length > length + 1);
    expect(complete.at(-1)).toEqual(['component:default/new']);
    later(600_000);
    await until(() => complete.at(-1)?.length === 0);
    await stop();
    expect(services.all()).toEqual([]);
  });

  it('goes on when the catalog is away for a while, and forgets nothing', async () => {
    const { services, complete, fail, stop } = start();
    await until(() => complete.length > 0);
    fail(2);
    const { length } = complete;
    await until(() => complete.length > length + 1);
    await stop();
    expect(services.all()).toHaveLength(2);
  });
});
