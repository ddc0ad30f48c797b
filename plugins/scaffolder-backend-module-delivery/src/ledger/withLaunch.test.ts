import { mockServices } from '@backstage/backend-test-utils';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { MemoryLedger } from '@slipway/plugin-wiring-node';
import { withLaunch } from './withLaunch';

async function run(options: {
  handler: () => Promise<void>;
  isDryRun?: boolean;
  signal?: AbortSignal;
}) {
  const ledger = new MemoryLedger('task');
  const action: TemplateAction = {
    id: 'delivery:test',
    handler: options.handler,
  };
  const error = await withLaunch({ of: () => ledger }, action)
    .handler({
      task: { id: 'task' },
      logger: mockServices.logger.mock(),
      isDryRun: options.isDryRun,
      signal: options.signal,
    } as never)
    .then(
      () => undefined,
      (reason: Error) => reason.message,
    );
  return { ended: ledger.ended, error };
}

const fail = async () => {
  throw new Error('the forge is away');
};

describe('withLaunch', () => {
  it('gives the name back, with the reason, when a step fails', async () => {
    expect(await run({ handler: fail })).toEqual({
      ended: { status: 'failed', reason: 'the forge is away' },
      error: 'the forge is away',
    });
  });

  it('tells a cancelled launch from a failed one', async () => {
    const signal = AbortSignal.abort();
    expect(await run({ handler: fail, signal })).toMatchObject({
      ended: { status: 'cancelled' },
    });
  });

  it('keeps the name for the next step when one ends well', async () => {
    expect(await run({ handler: async () => {} })).toEqual({
      ended: undefined,
      error: undefined,
    });
  });

  it('writes nothing in a dry run', async () => {
    expect(await run({ handler: fail, isDryRun: true })).toMatchObject({
      ended: undefined,
    });
  });
});
