import { TestDatabases } from '@backstage/backend-test-utils';
import { component } from '../__testUtils__/component';
import { longestCheckMs } from './DatabaseWiringHealth';
import {
  eventually,
  fault,
  gate,
  item,
  openHealth,
  project,
} from './__testUtils__';

// Without a container engine: PostgreSQL runs where its connection string is given.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});
jest.setTimeout(120_000);

const running = new AbortController().signal;
const billing = { entityRef: 'component:default/billing', service: 'billing' };

describe.each(databases.eachSupportedId())('the schedule on %s', id => {
  const open = (options?: Parameters<typeof openHealth>[2]) =>
    openHealth(databases, id, options);
  type World = Awaited<ReturnType<typeof open>>;
  type Instance = ReturnType<World['instance']>;

  const tick = async ({ schedule }: Instance, signal = running) => {
    await schedule.tick(signal);
    await schedule.settled();
  };
  /** Ticks through the time, and tells who was looked at, in order. */
  const lookedAt = async (
    world: World,
    instance: Instance,
    seconds: number,
  ) => {
    const { length } = world.hands.checks;
    for (let second = 0; second < seconds; second += 10) {
      await tick(instance);
      world.pass(10);
    }
    return world.hands.checks.slice(length).map(({ service }) => service);
  };

  it('looks at each service once in the interval, each at its own time', async () => {
    const world = await open({ everyMs: 600_000 });
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const name of names) {
      await world.launch(name, { ...project, name });
    }
    const instance = world.instance();
    expect((await lookedAt(world, instance, 60)).sort()).toEqual(names);
    expect(await lookedAt(world, instance, 440)).toEqual([]);
    expect((await lookedAt(world, instance, 220)).sort()).toEqual(names);
    // A fleet stays spread: not all come in the same ten seconds.
    await tick(instance);
    const rows = await world.client('wiring_health').select('checked_at');
    expect(new Set(rows.map(row => row.checked_at)).size).toBeGreaterThan(1);
  });

  it('gives a look what the ledger and the catalog have, without what was taken back', async () => {
    const annotations = { 'argocd/app-name': 'billing' };
    const world = await open({ entities: [component(annotations, 'billing')] });
    const launch = await world.launch('billing');
    const gone = { ...project, name: 'gone' };
    await world.ledger.entries.change(billing.entityRef, gone, () => ({
      thing: gone,
      what: 'AppProject',
      name: 'gone',
      status: 'taken-back',
      origin: 'created',
      plan: 'create',
      madeBy: launch,
      launch,
      at: world.now().toISOString(),
    }));
    await lookedAt(world, world.instance(), 20);
    expect(world.hands.checks).toMatchObject([
      { ...billing, annotations, entries: [{ thing: project }] },
    ]);
  });

  it('looks at what the catalog says is wired, though nothing was launched for it, but at no namesake of what was', async () => {
    const namesake = component({ 'argocd/app-name': 'billing' }, 'billing');
    namesake.metadata.namespace = 'elsewhere';
    const world = await open({
      entities: [
        component({ 'argocd/app-name': 'old' }, 'old'),
        component({}, 'unwired'),
        namesake,
      ],
    });
    await world.launch('billing');
    const instance = world.instance();
    const stop = new AbortController();
    const reading = instance.services.run(stop.signal);
    await eventually(() => instance.fleet.isComplete);
    await lookedAt(world, instance, 20);
    expect(
      world.hands.checks
        .map(({ entityRef, entries }) => [entityRef, entries.length])
        .sort(),
    ).toEqual([
      ['component:default/billing', 1],
      ['component:default/old', 0],
    ]);
    stop.abort();
    await reading;
  });

  it('forgets what is decommissioned, once the catalog was read', async () => {
    const world = await open();
    const launch = await world.launch('billing');
    const instance = world.instance();
    await lookedAt(world, instance, 10);
    expect(await instance.found.get(billing.entityRef)).toBeDefined();
    const record = (await world.ledger.launches.get(launch))!;
    await world.ledger.launches.put({
      ...record,
      id: 'the-end',
      kind: 'decommission',
      status: 'taken-back',
      startedAt: world.now(),
    });
    await lookedAt(world, instance, 40);
    expect(await instance.found.get(billing.entityRef)).toBeDefined();
    const stop = new AbortController();
    const reading = instance.services.run(stop.signal);
    await eventually(() => instance.fleet.isComplete);
    await lookedAt(world, instance, 40);
    expect(await instance.found.get(billing.entityRef)).toBeUndefined();
    stop.abort();
    await reading;
  });

  it('looks again when a launch has ended since', async () => {
    const world = await open();
    await world.launch('billing');
    const instance = world.instance();
    expect(await lookedAt(world, instance, 20)).toEqual(['billing']);
    world.pass(20);
    await world.launch('billing');
    expect(await lookedAt(world, instance, 40)).toEqual(['billing']);
  });

  it('never looks while a launch has the name, and does once it has given it back', async () => {
    const world = await open();
    await world.launch('billing');
    const instance = world.instance();
    await world.ledger.open('second', 'launch', billing);
    expect(await lookedAt(world, instance, 30)).toEqual([]);
    expect(world.warnings()).toEqual([]);
    await world.ledger.close('second', { status: 'completed' });
    expect(await lookedAt(world, instance, 40)).toEqual(['billing']);
  });

  it('keeps nothing of a look in whose middle a launch began', async () => {
    const world = await open();
    await world.launch('billing');
    world.hands.reports.set('billing', {
      items: [item(project, [fault('item-missing')])],
    });
    world.hands.next.push(async () => {
      await world.ledger.open('second', 'launch', billing);
    });
    const instance = world.instance();
    await lookedAt(world, instance, 20);
    expect(await instance.found.get(billing.entityRef)).toMatchObject({
      report: undefined,
      checkedAt: undefined,
      failures: 0,
    });
    await world.ledger.close('second', { status: 'completed' });
    await lookedAt(world, instance, 20);
    expect((await instance.found.get(billing.entityRef))?.report).toBeDefined();
  });

  it('goes on with the others when one cannot be looked at, and waits longer each time', async () => {
    const world = await open();
    await world.launch('a', { ...project, name: 'a' });
    await world.launch('b', { ...project, name: 'b' });
    const instance = world.instance();
    await lookedAt(world, instance, 20);
    const away = () => new Error('the forge is away');
    world.hands.next.push(away(), away());
    world.pass(1000);
    expect((await lookedAt(world, instance, 10)).sort()).toEqual(['a', 'b']);
    world.hands.next.push(away());
    // Both failed; a minute later both are looked at again, and one of them fails again.
    expect(await lookedAt(world, instance, 50)).toEqual([]);
    expect((await lookedAt(world, instance, 20)).sort()).toEqual(['a', 'b']);
    const rows = await instance.found.all();
    expect(rows.map(({ failures }) => failures).sort()).toEqual([0, 2]);
    expect(rows.find(({ failures }) => failures)?.failure).toBe(
      'the forge is away',
    );
    // Once for each service's outage, not for each attempt.
    expect(
      world.warnings().filter(text => text.includes('the forge is away')),
    ).toHaveLength(2);
    expect(await lookedAt(world, instance, 100)).toEqual([]);
    expect(await lookedAt(world, instance, 30)).toHaveLength(1);
  });

  it('has at most four looks at a time', async () => {
    const world = await open();
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await world.launch(name, { ...project, name });
    }
    const gates = [1, 2, 3, 4, 5, 6].map(gate);
    world.hands.next.push(...gates.map(({ wait }) => wait));
    const { schedule } = world.instance();
    await schedule.tick(running);
    world.pass(60);
    await schedule.tick(running);
    await eventually(() => world.hands.checks.length >= 4);
    await schedule.tick(running);
    expect(world.hands.checks).toHaveLength(4);
    gates.forEach(one => one.open());
    await schedule.settled();
    await schedule.tick(running);
    await schedule.settled();
    expect(world.hands.checks).toHaveLength(6);
  });

  it('is that of one replica; another goes on when it stops', async () => {
    const world = await open({ everyMs: 5_000 });
    await world.launch('billing');
    const first = world.instance();
    const second = world.instance();
    await first.found.meet(billing, world.now());
    world.pass(7);
    first.start();
    await eventually(() => world.hands.checks.length === 1);
    second.start();
    // Not so far that the lease ends by itself.
    world.pass(7);
    await eventually(() => world.hands.checks.length === 2);
    const before = await world.leases.read('wiring');
    await first.stop();
    world.pass(7);
    await eventually(() => world.hands.checks.length === 3);
    const after = await world.leases.read('wiring');
    expect(after?.owner).not.toBe(before?.owner);
    await second.stop();
  });

  it('a look that is broken off by a shutdown is begun again by the next', async () => {
    const world = await open();
    await world.launch('billing');
    const { wait } = gate();
    world.hands.next.push(wait);
    const first = world.instance();
    await first.found.meet(billing, world.now());
    world.pass(5);
    first.start();
    await eventually(() => world.hands.checks.length === 1);
    await first.stop();
    const row = await first.found.get(billing.entityRef);
    expect(row).toMatchObject({ checkingSince: undefined, failures: 0 });
    const second = world.instance();
    await lookedAt(world, second, 10);
    expect(world.hands.checks).toHaveLength(2);
    expect((await second.found.get(billing.entityRef))?.report).toBeDefined();
  });

  it('a look whose portal has died counts as one that came to nothing', async () => {
    const world = await open();
    await world.launch('billing');
    const instance = world.instance();
    await instance.found.meet(billing, world.now());
    await instance.found.begin(billing.entityRef, world.now());
    instance.start();
    await eventually(
      async () => (await instance.found.get(billing.entityRef))?.failures === 1,
    );
    expect(world.hands.checks).toEqual([]);
    world.pass(61);
    await eventually(() => world.hands.checks.length === 1);
    await instance.stop();
  });

  it('looks again in time when it could not be written down that a look has ended', async () => {
    const world = await open();
    await world.launch('billing');
    const instance = world.instance();
    await instance.found.meet(billing, world.now());
    await instance.found.begin(billing.entityRef, world.now());
    world.pass(10);
    expect(await lookedAt(world, instance, 100)).toEqual([]);
    world.pass(30);
    expect(await lookedAt(world, instance, 10)).toEqual(['billing']);
  });

  describe('on demand', () => {
    const options = (world: World) => ({
      now: world.now(),
      notWithinMs: 10_000,
      by: 'user:default/developer',
    });

    it('looks at once, before what is due, and once for two who ask', async () => {
      const world = await open();
      await world.launch('billing');
      const instance = world.instance();
      await lookedAt(world, instance, 20);
      const { found } = instance;
      expect(await found.ask(billing, options(world))).toBe(true);
      expect(await found.ask(billing, options(world))).toBe(false);
      await tick(instance);
      await tick(instance);
      expect(world.hands.checks).toHaveLength(2);
    });

    it('joins a look that is under way, unless that was broken off without a word', async () => {
      const world = await open();
      const { found } = world.instance();
      await found.meet(billing, world.now());
      await found.begin(billing.entityRef, world.now());
      expect(await found.ask(billing, options(world))).toBe(false);
      world.pass(longestCheckMs / 1000);
      expect(await found.ask(billing, options(world))).toBe(true);
    });

    it('lets what was found ten seconds ago stand', async () => {
      const world = await open();
      await world.launch('billing');
      const instance = world.instance();
      await instance.found.ask(billing, options(world));
      await tick(instance);
      world.pass(9);
      expect(await instance.found.ask(billing, options(world))).toBe(false);
      world.pass(1);
      expect(await instance.found.ask(billing, options(world))).toBe(true);
    });

    it('waits for a launch that has the name', async () => {
      const world = await open();
      await world.launch('billing');
      const instance = world.instance();
      await world.ledger.open('second', 'launch', billing);
      await instance.found.ask(billing, options(world));
      await tick(instance);
      expect(world.hands.checks).toEqual([]);
      await world.ledger.close('second', { status: 'completed' });
      await tick(instance);
      expect(world.hands.checks).toHaveLength(1);
    });
  });

  it('warns once of what has got worse, by service and finding', async () => {
    const world = await open();
    await world.launch('billing');
    const instance = world.instance();
    await lookedAt(world, instance, 20);
    world.hands.reports.set('billing', {
      items: [item(project, [fault('item-missing')])],
    });
    await lookedAt(world, instance, 2200);
    expect(world.hands.checks.length).toBeGreaterThan(2);
    expect(world.warnings()).toEqual([
      expect.stringMatching(
        /^The wiring of billing \(component:default\/billing\) has got worse: item-missing \(object .*name=billing.*\)$/,
      ),
    ]);
  });

  it('tells browsers when a look begins and ends', async () => {
    const world = await open();
    await world.launch('billing');
    await lookedAt(world, world.instance(), 20);
    const signal = {
      channel: 'wiring:component:default/billing',
      message: { entityRef: billing.entityRef },
      recipients: { type: 'broadcast' },
    };
    expect(world.signals).toEqual([signal, signal]);
  });

  it('keeps, logs and tells no credential that a forge has let out', async () => {
    const world = await open();
    await world.launch('billing');
    const leaky = {
      ...item(project, [
        fault('item-missing', {
          reason: 'GET https://oauth2:canary-token@gitlab.example.com failed',
        }),
      ]),
      unknownBecause: 'it said password=canary-password',
      value: 'canary-value',
    };
    const odd = { ...item({ ...project, token: 'canary-thing' } as never) };
    world.hands.reports.set('billing', { items: [leaky, odd] });
    const instance = world.instance();
    await lookedAt(world, instance, 20);
    world.hands.next.push(new Error('Bearer canary-bearer-1 was refused'));
    world.pass(2000);
    await lookedAt(world, instance, 10);
    const everything = await world.everything();
    expect(everything).toContain('[redacted] was refused');
    expect(everything).toContain('item-missing');
    expect(everything).not.toContain('canary-');
    expect(world.warnings()[0]).toContain('1 of what was found');
  });
});
