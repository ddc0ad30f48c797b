import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { until } from '@slipway/plugin-delivery-node/testUtils';
import { applyMigrations, DatabaseLeases, Leases } from '../database';
import { holdLease } from './holdLease';
import { pause } from './pause';

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});

/** An instance of the portal that wants the lease. */
class Instance {
  working = false;
  runs = 0;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(owner: string, leases: Leases) {
    this.#done = holdLease({
      leases,
      name: 'environments',
      owner,
      ttlMs: 300,
      now: () => new Date(),
      logger: mockServices.logger.mock(),
      signal: this.#stop.signal,
      work: async signal => {
        this.working = true;
        this.runs += 1;
        while (!signal.aborted) {
          await pause(10_000, signal);
        }
        this.working = false;
      },
    });
  }

  async stop() {
    this.#stop.abort();
    await this.#done;
  }
}

describe.each(databases.eachSupportedId())('holdLease on %s', id => {
  async function open() {
    const client = await databases.init(id);
    await applyMigrations(client);
    return new DatabaseLeases(client);
  }

  it('lets one instance work, and the other when it stops', async () => {
    const leases = await open();
    const first = new Instance('first', leases);
    await until(() => first.working);
    const second = new Instance('second', leases);
    await pause(700, new AbortController().signal);
    expect([first.working, second.working]).toEqual([true, false]);
    expect(first.runs).toBe(1);
    await first.stop();
    expect(first.working).toBe(false);
    await until(() => second.working);
    await second.stop();
  });

  it('goes on elsewhere when an instance dies without a word', async () => {
    const leases = await open();
    await leases.acquire({
      name: 'environments',
      owner: 'the-dead',
      now: new Date(),
      ttlMs: 500,
    });
    const second = new Instance('second', leases);
    await pause(250, new AbortController().signal);
    expect(second.working).toBe(false);
    await until(() => second.working);
    await second.stop();
  });

  it('stops working when it cannot renew, before another may begin', async () => {
    const leases = await open();
    let isDown = false;
    const flaky: Leases = {
      acquire: async options => {
        if (isDown) {
          throw new Error('the database is away');
        }
        return await leases.acquire(options);
      },
      release: options => leases.release(options),
      read: name => leases.read(name),
    };
    const first = new Instance('first', flaky);
    await until(() => first.working);
    isDown = true;
    await until(() => !first.working);
    const lease = await leases.read('environments');
    expect(Date.now() - Number(lease?.expiresAt)).toBeLessThan(250);
    isDown = false;
    await until(() => first.working);
    expect(first.runs).toBe(2);
    await first.stop();
  });

  it('begins again when its work fails', async () => {
    const leases = await open();
    const stop = new AbortController();
    let runs = 0;
    const done = holdLease({
      leases,
      name: 'pipelines',
      owner: 'first',
      ttlMs: 60,
      now: () => new Date(),
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      work: async () => {
        runs += 1;
        throw new Error('a fault');
      },
    });
    await until(() => runs >= 2);
    stop.abort();
    await done;
  });
});
