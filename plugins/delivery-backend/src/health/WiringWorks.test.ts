import { TestDatabases } from '@backstage/backend-test-utils';
import { thingKey } from '@slipway/plugin-wiring-node';
import { basisOf } from './basisOf';
import {
  eventually,
  fault,
  gate,
  item,
  openHealth,
  project,
  token,
  webhook,
} from './__testUtils__';

// Without a container engine: PostgreSQL runs where its connection string is given.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});
jest.setTimeout(120_000);

const billing = {
  entityRef: 'component:default/billing',
  service: 'billing',
  isLaunched: true,
};
const actor = 'user:default/developer';
const report = {
  items: [
    item(project, [fault('item-missing')]),
    item(webhook, [fault('hook-missing')]),
    item(token, [fault('credential-ends')]),
  ],
};

describe.each(databases.eachSupportedId())('repairs on %s', id => {
  /** A launched service of which something is amiss. */
  async function open() {
    const world = await openHealth(databases, id);
    const launch = await world.launch('billing');
    const instance = world.instance();
    await instance.found.meet(billing, world.now());
    await instance.found.succeed(billing.entityRef, report, world.now());
    return {
      ...world,
      launch,
      first: instance,
      repair: (things = [project], basis = basisOf(report)) =>
        instance.works.begin(
          billing,
          { kind: 'repair', basis, items: things.map(thingKey) },
          actor,
        ),
      last: async () =>
        (await instance.orders.ofService(billing.entityRef)).last,
      current: async () =>
        (await instance.orders.ofService(billing.entityRef)).current,
    };
  }

  it('bring back what was asked for, under a run in the ledger, and have it looked at again', async () => {
    const world = await open();
    const run = await world.repair();
    await world.first.works.settled();
    expect(world.hands.repairs).toMatchObject([
      {
        entityRef: billing.entityRef,
        things: [project],
        entries: [{ thing: project }],
      },
    ]);
    expect(await world.last()).toMatchObject({
      id: run,
      actor,
      kind: 'repair',
      status: 'done',
      outcomes: [{ result: 'created' }],
    });
    expect(await world.ledger.launches.get(run)).toMatchObject({
      kind: 'repair',
      status: 'completed',
      actor,
    });
    expect(await world.ledger.isHeld(billing.entityRef)).toBe(false);
    expect(await world.first.found.get(billing.entityRef)).toMatchObject({
      pendingSince: world.now().getTime(),
    });
    expect(world.signals.length).toBeGreaterThanOrEqual(2);
  });

  it('leave what they bring back with the launch that had made it', async () => {
    const world = await open();
    const run = await world.repair();
    await world.first.works.settled();
    expect(await world.ledger.entriesOf(billing.entityRef)).toMatchObject([
      { status: 'created', madeBy: world.launch, launch: run },
    ]);
    expect((await world.ledger.launches.get(world.launch))?.status).toBe(
      'completed',
    );
  });

  it('rotate one credential', async () => {
    const world = await open();
    await world.first.works.begin(
      billing,
      { kind: 'rotate', basis: basisOf(report), items: [thingKey(token)] },
      actor,
    );
    await world.first.works.settled();
    expect(world.hands.rotations).toEqual([
      { service: 'billing', thing: token },
    ]);
    expect(await world.last()).toMatchObject({
      kind: 'rotate',
      status: 'done',
      outcomes: [{ result: 'updated' }],
    });
  });

  it('are refused for what was never launched: nothing says what of it is Slipway’s', async () => {
    const world = await open();
    await expect(
      world.first.works.begin(
        { ...billing, isLaunched: false },
        { kind: 'repair', basis: basisOf(report), items: [thingKey(project)] },
        actor,
      ),
    ).rejects.toThrow('run its launch again');
    expect(world.hands.repairs).toEqual([]);
  });

  it('are refused when the wiring is not as it was seen, and leave nothing', async () => {
    const world = await open();
    await expect(world.repair([project], 'another')).rejects.toThrow(
      'not what you have seen any more',
    );
    expect(await world.ledger.isHeld(billing.entityRef)).toBe(false);
    expect(
      await world.ledger.launches.ofService(billing.entityRef),
    ).toHaveLength(1);
    expect(await world.current()).toBeUndefined();
  });

  it('are refused while a launch has the name, and keep launches out themselves', async () => {
    const world = await open();
    await world.ledger.open('second', 'launch', { ...billing, actor });
    await expect(world.repair()).rejects.toThrow(
      'billing is being launched by',
    );
    await world.ledger.close('second', { status: 'completed' });
    const { wait, open: goOn } = gate();
    world.hands.next.push(wait);
    await world.repair();
    await expect(world.repair()).rejects.toThrow(
      'billing is being repaired by',
    );
    await expect(world.ledger.open('third', 'launch', billing)).rejects.toThrow(
      'billing is being repaired by user:default/developer',
    );
    goOn();
    await world.first.works.settled();
    await world.ledger.open('third', 'launch', billing);
  });

  it('fail with the reason and without a credential, and give the name back', async () => {
    const world = await open();
    world.hands.next.push(
      new Error('403 from https://slipway:canary-token@gitlab.example.com'),
    );
    const run = await world.repair();
    await world.first.works.settled();
    const failure = '403 from https://gitlab.example.com';
    expect(await world.last()).toMatchObject({ status: 'failed', failure });
    expect(await world.ledger.launches.get(run)).toMatchObject({
      status: 'failed',
      reason: failure,
    });
    expect(await world.ledger.isHeld(billing.entityRef)).toBe(false);
    expect(await world.everything()).not.toContain('canary-');
    await world.repair();
    await world.first.works.settled();
    expect((await world.ledger.launches.get(run))?.status).toBe('continued');
  });

  it('go on elsewhere when the instance that worked at them is shut down', async () => {
    const world = await open();
    world.hands.next.push(gate().wait);
    const run = await world.repair();
    await eventually(() => world.hands.repairs.length === 1);
    await world.first.stop();
    expect(await world.current()).toMatchObject({ id: run, attempts: 1 });
    const second = world.instance();
    const watching = second.works.watch();
    await eventually(async () => (await world.last())?.id === run);
    expect(await world.last()).toMatchObject({ status: 'done', attempts: 2 });
    expect((await world.ledger.launches.get(run))?.status).toBe('completed');
    await second.stop();
    await watching;
  });

  it('go on once the leases of an instance have ended that died without a word', async () => {
    const world = await open();
    const { wait } = gate();
    world.hands.next.push(wait);
    const run = await world.repair();
    await eventually(() => world.hands.repairs.length === 1);
    // The first instance is as good as dead: nothing of it moves any more.
    const second = world.instance();
    await second.works.resume();
    await second.works.settled();
    expect(world.hands.repairs).toHaveLength(1);
    world.pass(61);
    expect(
      await world.ledger.statusOf((await world.ledger.launches.get(run))!),
    ).toBe('interrupted');
    await second.works.resume();
    await second.works.settled();
    expect(await world.last()).toMatchObject({ status: 'done', attempts: 2 });
    expect((await world.ledger.launches.get(run))?.status).toBe('completed');
    await world.first.stop();
    expect((await world.last())?.status).toBe('done');
  });

  it('end clearly when a launch has gone on with the service meanwhile', async () => {
    const world = await open();
    world.hands.next.push(gate().wait);
    await world.repair();
    await eventually(() => world.hands.repairs.length === 1);
    await world.first.stop();
    world.pass(61);
    await world.ledger.open('second', 'launch', { ...billing, actor });
    const second = world.instance();
    await second.works.resume();
    await second.works.settled();
    expect((await world.last())?.failure).toContain('broken off');
    expect(world.hands.repairs).toHaveLength(1);
    expect(await world.ledger.isHeld(billing.entityRef)).toBe(true);
  });

  it('tell what the ledger has of them when only their end was lost', async () => {
    const world = await open();
    const run = 'the-run';
    await world.ledger.open(run, 'repair', { ...billing, actor });
    await world.first.orders.put({
      ...billing,
      id: run,
      actor,
      kind: 'repair',
      things: [project],
      startedAt: world.now(),
    });
    await world.ledger.intend(run, {
      thing: project,
      what: 'AppProject',
      name: 'billing',
      plan: 'create',
    });
    await world.ledger.settle(run, project, { result: 'created' });
    await world.ledger.close(run, { status: 'completed' });
    await world.first.works.resume();
    await world.first.works.settled();
    expect(await world.last()).toMatchObject({
      status: 'done',
      outcomes: [{ what: 'AppProject', name: 'billing', result: 'created' }],
    });
    expect(world.hands.repairs).toEqual([]);
  });

  it('are not begun for ever when the portal dies of them each time', async () => {
    const world = await open();
    world.hands.next.push(gate().wait);
    const run = await world.repair();
    await eventually(() => world.hands.repairs.length === 1);
    await world.first.stop();
    await world
      .client('wiring_work')
      .where({ id: run })
      .update({ attempts: 5 });
    const second = world.instance();
    await second.works.resume();
    await second.works.settled();
    expect((await world.last())?.failure).toContain('has ended 5 times');
    expect(await world.ledger.isHeld(billing.entityRef)).toBe(false);
  });
});
