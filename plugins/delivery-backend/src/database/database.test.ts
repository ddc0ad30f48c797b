import { TestDatabases } from '@backstage/backend-test-utils';
import { Observed, PipelineBoard } from '@slipway/plugin-delivery-common';
import { applyMigrations } from './applyMigrations';
import { DatabaseDeliveryStore } from './DatabaseDeliveryStore';
import { DatabaseLeases } from './DatabaseLeases';

// Without a container engine: PostgreSQL runs where its connection string is given.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});

const entityRef = 'component:default/payments';
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

function board(branch: string, second: number): Observed<PipelineBoard> {
  return {
    kind: 'observed',
    freshness: { kind: 'live', at: at(second).toISOString() },
    value: {
      repository: { slug: 'acme/payments', url: 'https://git.example.com' },
      branch,
      pipelines: [],
    },
  };
}

describe.each(databases.eachSupportedId())('on %s', id => {
  async function open() {
    const client = await databases.init(id);
    await applyMigrations(client);
    return client;
  }

  describe('DatabaseDeliveryStore', () => {
    it('grows the version by each change, and only by a change', async () => {
      const store = new DatabaseDeliveryStore(await open());
      const put = (branch: string, second: number) =>
        store.put(entityRef, { pipelines: board(branch, second) }, at(second));
      expect(await put('main', 1)).toBe(1);
      expect(await put('main', 2)).toBeUndefined();
      expect(await put('trunk', 3)).toBe(2);
      expect(
        await store.put(
          entityRef,
          { environments: { kind: 'waiting', since: at(1).toISOString() } },
          at(4),
        ),
      ).toBe(3);
      expect(await store.get(entityRef)).toEqual({
        entityRef,
        version: 3,
        environments: { kind: 'waiting', since: at(1).toISOString() },
        pipelines: board('trunk', 3),
        pipelinesSeenAt: at(3),
      });
    });

    it('keeps when the forge last answered, without a new version', async () => {
      const store = new DatabaseDeliveryStore(await open());
      await store.put(entityRef, { pipelines: board('main', 1) }, at(1));
      await store.put(entityRef, { pipelines: board('main', 5) }, at(5));
      expect(await store.get(entityRef)).toMatchObject({
        version: 1,
        pipelinesSeenAt: at(5),
      });
      await store.touchPipelines(entityRef, at(9));
      expect(await store.get(entityRef)).toMatchObject({
        version: 1,
        pipelinesSeenAt: at(9),
      });
    });

    it('loses nothing when both parts are put at once', async () => {
      const store = new DatabaseDeliveryStore(await open());
      await Promise.all([
        store.put(entityRef, { pipelines: board('main', 1) }, at(1)),
        store.put(
          entityRef,
          { environments: { kind: 'not-wired', missing: ['a'] } },
          at(1),
        ),
      ]);
      expect(await store.get(entityRef)).toMatchObject({
        version: 2,
        pipelines: { kind: 'observed' },
        environments: { kind: 'not-wired' },
      });
    });

    it('forgets services that are no more', async () => {
      const store = new DatabaseDeliveryStore(await open());
      await store.put(
        'component:default/a',
        { pipelines: board('m', 1) },
        at(1),
      );
      await store.put(
        'component:default/b',
        { pipelines: board('m', 1) },
        at(1),
      );
      await store.keepOnly(new Set(['component:default/b']));
      expect(await store.get('component:default/a')).toBeUndefined();
      expect(await store.get('component:default/b')).toBeDefined();
    });
  });

  describe('DatabaseLeases', () => {
    const lease = { name: 'environments', ttlMs: 10_000 };

    it('gives a lease to one, until it ends or is given back', async () => {
      const leases = new DatabaseLeases(await open());
      const acquire = (owner: string, second: number) =>
        leases.acquire({ ...lease, owner, now: at(second) });
      expect(await acquire('a', 0)).toBe(true);
      expect(await acquire('b', 5)).toBe(false);
      expect(await acquire('a', 8)).toBe(true);
      expect(await acquire('b', 17)).toBe(false);
      expect(await acquire('b', 18)).toBe(true);
      expect(await acquire('a', 19)).toBe(false);
      await leases.release({ name: lease.name, owner: 'a', now: at(20) });
      expect(await acquire('a', 20)).toBe(false);
      await leases.release({ name: lease.name, owner: 'b', now: at(21) });
      expect(await acquire('a', 21)).toBe(true);
      expect(await leases.read(lease.name)).toEqual({
        owner: 'a',
        renewedAt: at(21),
        expiresAt: at(31),
      });
    });

    it('lets one win of many that ask at once', async () => {
      const leases = new DatabaseLeases(await open());
      const answers = await Promise.all(
        ['a', 'b', 'c', 'd'].map(owner =>
          leases.acquire({ ...lease, owner, now: at(0) }),
        ),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
    });
  });
});
