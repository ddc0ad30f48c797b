import { MemoryLedger } from '@slipway/plugin-wiring-node';
import { World } from '../../__testUtils__/World';

const id = 'delivery:launch:take-back';

describe('delivery:launch:take-back', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    world.ledger = new MemoryLedger('task');
    await world.start();
  });
  afterEach(() => world.stop());

  it('asks for what was shown, and waits until it is done', async () => {
    world.delivery.launches = [
      { status: 'taking-back', items: [] },
      {
        status: 'taken-back',
        items: [
          { what: 'namespace', name: 'payments-dev', status: 'taken-back' },
          { what: 'app repository', name: 'acme/payments', status: 'kept' },
        ],
      },
    ];
    const outputs = await world.run(id, {});
    expect(world.delivery.written).toEqual([
      { path: '/task/take-back?dryRun=true', body: {} },
      { path: '/task/take-back', body: { basis: 'basis' } },
    ]);
    expect(world.ledger!.ended).toEqual({
      status: 'failed',
      reason: 'A step of it has failed',
    });
    expect(outputs).toEqual({
      removed: ['namespace payments-dev'],
      kept: ['app repository acme/payments'],
    });
  });

  it('is content when the launch has not begun', async () => {
    world.delivery.ledgerStatuses = [404];
    expect(await world.run(id, {})).toEqual({ removed: [], kept: [] });
  });

  it('fails with what stopped it', async () => {
    world.delivery.launches = [
      { status: 'take-back-failed', reason: 'the cluster is away', items: [] },
    ];
    await expect(world.run(id, {})).rejects.toThrow('the cluster is away');
  });

  it('does nothing in a dry run', async () => {
    await world.run(id, {}, { dryRun: true });
    expect(world.delivery.written).toEqual([]);
    expect(world.ledger!.ended).toBeUndefined();
  });
});
