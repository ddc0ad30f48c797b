import { mockServices } from '@backstage/backend-test-utils';
import { Thing } from '@slipway/plugin-wiring-node';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { HttpLedger } from './HttpLedger';

const thing: Thing = {
  kind: 'repository',
  host: 'gitlab.example.com',
  path: 'acme/payments',
};
const intent = {
  thing,
  what: 'app repository',
  name: 'acme/payments',
  plan: 'create',
} as const;

describe('HttpLedger', () => {
  const api = new FakeDeliveryApi();
  const slept: number[] = [];
  const ledger = (signal?: AbortSignal) =>
    new HttpLedger(
      {
        auth: mockServices.auth(),
        discovery: {
          getBaseUrl: async () => api.baseUrl,
          getExternalBaseUrl: async () => api.baseUrl,
        },
        clock: {
          now: () => new Date(0),
          sleep: async milliseconds => {
            slept.push(milliseconds);
          },
        },
      },
      'task-1',
      signal,
    );
  beforeAll(() => api.start());
  afterAll(() => api.stop());
  beforeEach(() => {
    api.written.length = 0;
    api.ledgerStatuses = [];
    slept.length = 0;
  });

  it('writes the intent and what came of it under the task', async () => {
    await ledger().intend(intent);
    await ledger().settle(thing, { result: 'created' });
    expect(api.written).toEqual([
      { path: '/task-1/entries', body: { kind: 'intend', ...intent } },
      {
        path: '/task-1/entries',
        body: { kind: 'settle', thing, outcome: { result: 'created' } },
      },
    ]);
  });

  it('says ConflictError when somebody else has the name', async () => {
    api.ledgerStatuses = [409];
    await expect(
      ledger().open({
        service: 'payments',
        entityRef: 'component:default/payments',
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('writes nothing for a task that is no launch, and lets it go on', async () => {
    api.ledgerStatuses = [404];
    await expect(ledger().intend(intent)).resolves.toBeUndefined();
  });

  it('says whose answer it is when that is not for people', async () => {
    api.ledgerStatuses = [500, 500, 500, 500];
    await expect(ledger().intend(intent)).rejects.toThrow(
      /^The portal's delivery backend answered 500 to POST \/v1\/launches\/task-1\/entries: /,
    );
  });

  it('waits for a portal that restarts', async () => {
    api.ledgerStatuses = [503, 502];
    await ledger().intend(intent);
    expect(api.written).toHaveLength(3);
    expect(slept).toEqual([500, 2000]);
  });

  it('lets nothing be done that it could not write down', async () => {
    api.ledgerStatuses = [503, 503, 503, 503];
    await expect(ledger().intend(intent)).rejects.toThrow('no');
  });

  it('does not begin anything for a cancelled task, but writes down what was done', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled'));
    await expect(ledger(cancelled).intend(intent)).rejects.toThrow('cancelled');
    await ledger(cancelled).settle(thing, { result: 'created' });
    expect(api.written).toHaveLength(1);
  });
});
