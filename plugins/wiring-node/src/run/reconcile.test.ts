import { mockServices } from '@backstage/backend-test-utils';
import { reconcile } from './reconcile';
import { RunContext } from './RunContext';

const item = {
  what: 'quota',
  name: 'payments-dev/payments on main',
  thing: {
    kind: 'object' as const,
    cluster: 'main',
    apiVersion: 'v1',
    objectKind: 'ResourceQuota',
    namespace: 'payments-dev',
    name: 'payments',
  },
};

const newRun = (isDryRun: boolean) => {
  const logs: string[] = [];
  const run: RunContext = {
    isDryRun,
    logger: mockServices.logger.mock({
      info: (message: string) => logs.push(message),
    }),
    checkpoint: async ({ fn }) => fn(),
  };
  return { run, logs };
};

const diff = () => ({
  parts: [
    {
      lines: [
        { mark: '-' as const, text: 'pods: "10"' },
        { mark: '+' as const, text: 'pods: "40"' },
      ],
    },
  ],
});

const never = () => {
  throw new Error('nobody has asked');
};

describe('reconcile in a dry run', () => {
  it('says what would be changed, line by line, and does nothing', async () => {
    const { run, logs } = newRun(true);
    const outcome = await reconcile(
      run,
      { ...item, diff: async () => diff() },
      { kind: 'update', why: 'spec.hard.pods' },
      never,
    );
    expect(logs).toEqual([
      [
        'would be updated  quota payments-dev/payments on main (spec.hard.pods)',
        '    -pods: "10"',
        '    +pods: "40"',
      ].join('\n'),
    ]);
    expect(outcome).toEqual({
      what: item.what,
      name: item.name,
      result: 'updated',
      diff: ['-pods: "10"', '+pods: "40"'],
    });
  });

  it('does not ask for the diff of what is as wanted', async () => {
    const { run, logs } = newRun(true);
    await reconcile(
      run,
      { ...item, diff: never },
      { kind: 'unchanged' },
      never,
    );
    expect(logs).toEqual(['unchanged  quota payments-dev/payments on main']);
  });
});

describe('reconcile', () => {
  it('asks for no diff, and writes none into the ledger', async () => {
    const { run } = newRun(false);
    const intents: object[] = [];
    const outcome = await reconcile(
      {
        ...run,
        ledger: {
          intend: async intent => {
            intents.push(intent);
          },
          settle: async () => {},
        },
      },
      { ...item, diff: never },
      { kind: 'create' },
      async () => 'a-fingerprint',
    );
    expect(outcome).toEqual({
      what: item.what,
      name: item.name,
      result: 'created',
    });
    expect(intents).toEqual([
      { ...item, plan: 'create', fingerprint: undefined },
    ]);
  });
});
