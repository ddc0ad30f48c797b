import { delivery } from '../../__testUtils__/FakeDeliveryApi';
import { World } from '../../__testUtils__/World';

const obstacle = {
  code: 'ImagePullBackOff',
  what: { key: 'environment.noApplication' },
  next: { key: 'environment.noApplication' },
};

describe('delivery:environment:wait', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:environment:wait', {
      service: 'payments',
      environment: 'dev',
      ...fields,
    });

  it('is done at once where all is well', async () => {
    world.delivery.answers = [
      delivery('dev', 'healthy', { live: { tag: '1a2b3c4d-1' } }),
    ];
    await expect(run()).resolves.toMatchObject({
      result: 'unchanged',
      tag: '1a2b3c4d-1',
      seconds: 0,
    });
    expect(world.delivery.paths).toContain(
      'GET /api/delivery/v1/services/component/default/payments',
    );
    expect(world.delivery.tokens[0]).toMatch(/^Bearer .+/);
  });

  it('T23: waits for something to be deployed, then until it is healthy', async () => {
    world.delivery.answers = [
      undefined,
      { environments: { kind: 'waiting', since: 'x' } },
      delivery('dev', 'empty'),
      delivery('dev', 'empty'),
      delivery('dev', 'progressing'),
      delivery('dev', 'degraded'),
      delivery('dev', 'progressing'),
      delivery('dev', 'healthy'),
    ];
    await expect(run()).resolves.toMatchObject({ result: 'updated' });
    const phases = world.logs.map(line => line.replace(/ \(.*/, ''));
    expect([...new Set(phases)]).toEqual([
      'dev: waiting for something to be deployed',
      'dev: waiting until it is healthy',
      expect.stringMatching(/^dev: healthy after \d+ s$/),
    ]);
  });

  it('does not take a state for true that was seen before the cluster was lost', async () => {
    const stale = delivery('dev', 'healthy');
    (stale.environments as any).freshness = {
      kind: 'stale',
      since: '12:00',
      reason: 'connection refused',
    };
    world.delivery.answers = [stale];
    await expect(run({ deploySeconds: 10 })).rejects.toThrow(
      /cannot be reached since 12:00: connection refused/,
    );
  });

  it('ends early, with what to do, when it stays degraded', async () => {
    world.delivery.answers = [
      delivery('dev', 'degraded', { obstacles: [obstacle] }),
    ];
    const start = world.clock.now().getTime();
    await expect(run({ graceSeconds: 20 })).rejects.toThrow(
      /^dev of payments is degraded: .+/,
    );
    expect(world.clock.now().getTime() - start).toBeLessThan(60_000);
  });

  it.each([
    ['deploySeconds', 'empty', 'Nothing has been deployed to dev of payments'],
    ['healthySeconds', 'paused', 'dev of payments has not become healthy'],
  ])('has a timeout for each phase: %s', async (option, standing, message) => {
    world.delivery.answers = [delivery('dev', standing)];
    await expect(run({ [option]: 30 })).rejects.toThrow(message);
  });

  it('names an environment that there is not', async () => {
    await expect(run({ environment: 'qa' })).rejects.toThrow(
      'no environment "qa"',
    );
  });
});

describe('delivery:environment:sync', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:environment:sync', {
      service: 'payments',
      environment: 'production',
      ...fields,
    });
  const offer = { operations: [{ kind: 'sync', basis: 'b1' }] };

  it.each(['healthy', 'progressing', 'paused'])(
    'leaves an environment alone that is %s',
    async standing => {
      world.delivery.answers = [delivery('production', standing, offer)];
      await expect(run()).resolves.toMatchObject({ result: 'unchanged' });
      expect(world.delivery.operations).toEqual([]);
    },
  );
  it.each(['empty', 'out-of-sync', 'degraded'])(
    'syncs one that is %s, on what the offer was decided on',
    async standing => {
      world.delivery.answers = [delivery('production', standing, offer)];
      await expect(run()).resolves.toMatchObject({ result: 'updated' });
      expect(world.delivery.operations).toEqual([
        {
          kind: 'sync',
          target: { kind: 'environment', environment: 'production' },
          basis: 'b1',
          reason: 'Launch',
        },
      ]);
    },
  );
  it('looks again when the state has moved on', async () => {
    world.delivery.operationStatuses = [409];
    world.delivery.answers = [
      delivery('production', 'out-of-sync', offer),
      delivery('production', 'progressing', offer),
    ];
    await expect(run()).resolves.toMatchObject({ result: 'unchanged' });
    expect(world.delivery.operations).toHaveLength(1);
  });
  it('T33: who may not sync does not, by a launch either', async () => {
    world.delivery.operationStatuses = [403];
    world.delivery.answers = [delivery('production', 'out-of-sync', offer)];
    await expect(run()).rejects.toThrow('403');
    world.delivery.answers = [delivery('production', 'out-of-sync')];
    await expect(run({ timeoutSeconds: 10 })).rejects.toThrow(
      /is not on offer.*may you sync it/,
    );
  });
});
