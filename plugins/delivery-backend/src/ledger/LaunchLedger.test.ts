import { TestDatabases } from '@backstage/backend-test-utils';
import { Thing } from '@slipway/plugin-wiring-node';
import { applyMigrations, DatabaseLeases } from '../database';
import { DatabaseEntries } from './DatabaseEntries';
import { DatabaseLaunches } from './DatabaseLaunches';
import { deriveChain } from './deriveChain';
import { LaunchLedger } from './LaunchLedger';

// Without a container engine: PostgreSQL runs where its connection string is given.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});

const entityRef = 'component:default/payments';
const opening = {
  service: 'payments',
  entityRef,
  owner: 'group:default/service-team',
  actor: 'user:default/developer',
};
const repository: Thing = {
  kind: 'repository',
  host: 'gitlab.example.com',
  path: 'acme/payments',
};
const intent = {
  thing: repository,
  what: 'app repository',
  name: 'acme/payments',
  plan: 'create',
} as const;

describe.each(databases.eachSupportedId())('on %s', id => {
  async function open() {
    const client = await databases.init(id);
    await applyMigrations(client);
    let second = 0;
    const ledger = new LaunchLedger({
      launches: new DatabaseLaunches(client),
      entries: new DatabaseEntries(client),
      leases: new DatabaseLeases(client),
      now: () => new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
    });
    return {
      ledger,
      statusOf: async (launch: string) =>
        ledger.statusOf((await ledger.launches.get(launch))!),
      pass: (seconds: number) => {
        second += seconds;
      },
    };
  }

  it('two launches of one name at once: one wins, the other is told by whom and since when', async () => {
    const { ledger, pass } = await open();
    await ledger.open('one', 'launch', opening);
    pass(30);
    await expect(ledger.open('two', 'launch', opening)).rejects.toThrow(
      'payments is being launched by user:default/developer since 2026-01-01T00:00:00.000Z (one)',
    );
    await ledger.open('other', 'launch', {
      service: 'orders',
      entityRef: 'component:default/orders',
    });
  });

  it('of many at the same moment one wins', async () => {
    const { ledger } = await open();
    const answers = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map(one => ledger.open(one, 'launch', opening)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(
      1,
    );
  });

  it('the name is free again once a launch has ended', async () => {
    const { ledger } = await open();
    await ledger.open('one', 'launch', opening);
    await ledger.close('one', { status: 'completed' });
    await ledger.open('two', 'launch', opening);
    expect((await ledger.launches.get('one'))?.status).toBe('completed');
  });

  it('a launch whose portal has died loses the name after a minute, and is told when it comes back', async () => {
    const { ledger, pass, statusOf } = await open();
    await ledger.open('one', 'launch', opening);
    pass(59);
    expect(await statusOf('one')).toBe('running');
    await ledger.renew('one');
    pass(61);
    expect(await statusOf('one')).toBe('interrupted');
    await ledger.open('two', 'launch', opening);
    await expect(ledger.intend('one', intent)).rejects.toThrow(
      'has been gone on with by the launch two',
    );
  });

  it('goes on with every unfinished launch of the service, and answers for what they made', async () => {
    const { ledger } = await open();
    for (const launch of ['one', 'two', 'three']) {
      await ledger.open(launch, 'launch', opening);
      if (launch !== 'three') {
        await ledger.close(launch, { status: 'failed', reason: 'no' });
      }
    }
    const launches = await ledger.launches.ofService(entityRef);
    expect(launches.map(({ status }) => status)).toEqual([
      'continued',
      'continued',
      'running',
    ]);
    expect([...deriveChain('three', launches)].sort()).toEqual([
      'one',
      'three',
      'two',
    ]);
  });

  it('does not answer for what a launch made that ended well', async () => {
    const { ledger } = await open();
    await ledger.open('one', 'launch', opening);
    await ledger.close('one', { status: 'completed' });
    await ledger.open('two', 'launch', opening);
    const launches = await ledger.launches.ofService(entityRef);
    expect([...deriveChain('two', launches)]).toEqual(['two']);
  });

  it('a repair leaves a launch that failed to be taken back, and goes on with a repair that did', async () => {
    const { ledger } = await open();
    await ledger.open('launch', 'launch', opening);
    await ledger.intend('launch', intent);
    await ledger.close('launch', { status: 'failed', reason: 'no' });
    for (const repair of ['first', 'second']) {
      await ledger.open(repair, 'repair', opening);
      await ledger.intend(repair, intent);
      await ledger.close(repair, { status: 'failed', reason: 'no' });
    }
    const statuses = async () =>
      (await ledger.launches.ofService(entityRef)).map(({ status }) => status);
    expect(await statuses()).toEqual(['failed', 'continued', 'failed']);
    expect(await ledger.entriesOf(entityRef)).toMatchObject([
      { madeBy: 'launch', launch: 'second' },
    ]);
    await ledger.open('again', 'launch', opening);
    expect(await statuses()).toEqual([
      'continued',
      'continued',
      'continued',
      'running',
    ]);
  });

  it('a task that is taken up again goes on under its own name', async () => {
    const { ledger, pass, statusOf } = await open();
    await ledger.open('one', 'launch', opening);
    await ledger.intend('one', intent);
    pass(300);
    await ledger.open('one', 'launch', opening);
    expect(await statusOf('one')).toBe('running');
    expect(await ledger.entriesOf(entityRef)).toMatchObject([
      { status: 'intended', madeBy: 'one' },
    ]);
  });

  it('writes the intent, then what came of it', async () => {
    const { ledger } = await open();
    await ledger.open('one', 'launch', opening);
    await ledger.intend('one', intent);
    expect(await ledger.entriesOf(entityRef)).toMatchObject([
      { thing: repository, status: 'intended', origin: 'created' },
    ]);
    await ledger.settle('one', repository, {
      result: 'created',
      fingerprint: '42',
    });
    expect(await ledger.entriesOf(entityRef)).toEqual([
      {
        ...intent,
        status: 'created',
        origin: 'created',
        madeBy: 'one',
        launch: 'one',
        fingerprint: '42',
        at: '2026-01-01T00:00:00.000Z',
      },
    ]);
  });

  it('writes for no launch that it does not know, or that is over', async () => {
    const { ledger } = await open();
    await expect(ledger.intend('none', intent)).rejects.toThrow(
      'The ledger has no launch none',
    );
    await ledger.open('one', 'launch', opening);
    await ledger.close('one', { status: 'completed' });
    await expect(ledger.intend('one', intent)).rejects.toThrow('is completed');
  });
});
