import { ResponseError } from '@backstage/errors';
import {
  createWiring,
  createWiringItem,
  createWiringSummary,
} from '../testUtils';
import { WiringClient } from './WiringClient';

function setUp(status: number, body: unknown) {
  const calls: Array<{ url: string; init: RequestInit }> = [];
  const client = new WiringClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: async (url, init = {}) => {
        calls.push({ url: String(url), init });
        return new Response(JSON.stringify(body), {
          status,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, calls };
}

const entityRef = 'component:default/payments';
const { unreadable, ...wire } = createWiring({ items: [createWiringItem()] });

describe('WiringClient', () => {
  it('reads the wiring of a service', async () => {
    const { client, calls } = setUp(200, wire);
    await expect(client.getWiring(entityRef)).resolves.toEqual({
      ...wire,
      unreadable,
    });
    expect(calls[0].url).toBe(
      'http://portal/api/delivery/v1/services/component/default/payments/wiring',
    );
    expect(calls[0].init.method).toBe('GET');
  });

  it.each<[string, (client: WiringClient) => Promise<unknown>, unknown]>([
    ['check', client => client.check(entityRef), undefined],
    [
      'repair',
      client => client.repair(entityRef, { basis: 'b1', items: ['a'] }),
      { basis: 'b1', items: ['a'] },
    ],
    [
      'rotate',
      client => client.rotate(entityRef, { basis: 'b1', item: 'a' }),
      { basis: 'b1', item: 'a' },
    ],
  ])('orders a %s', async (path, order, body) => {
    const { client, calls } = setUp(202, { accepted: true });
    await expect(order(client)).resolves.toEqual({ accepted: true });
    expect(calls[0].url).toBe(
      `http://portal/api/delivery/v1/services/component/default/payments/wiring/${path}`,
    );
    expect(calls[0].init.method).toBe('POST');
    expect(calls[0].init.body).toBe(body && JSON.stringify(body));
  });

  it('leaves out an item that it cannot read, and counts it', async () => {
    const { client } = setUp(200, {
      ...wire,
      items: [{ key: 'no more' }, ...wire.items],
    });
    const health = await client.getWiring(entityRef);
    expect(health.items).toEqual(wire.items);
    expect(health.unreadable).toBe(1);
  });

  it('takes a standing that it does not know for unknown, and a mender for people', async () => {
    const sentence = { key: 'a' };
    const finding = {
      id: 'x',
      severity: 'horrible',
      mend: 'by-robots',
      wrong: sentence,
      breaks: sentence,
      how: sentence,
    };
    const item = { ...wire.items[0], standing: 'odd', findings: [finding] };
    const { client } = setUp(200, { ...wire, items: [item] });
    const [read] = (await client.getWiring(entityRef)).items;
    expect(read).toMatchObject({
      standing: 'unknown',
      findings: [{ severity: 'attention', mend: 'people' }],
    });
  });

  it('leaves out a service of the list that it cannot read', async () => {
    const summary = createWiringSummary();
    const { client, calls } = setUp(200, { services: [{}, summary] });
    await expect(client.getWiringList()).resolves.toEqual({
      services: [summary],
      unreadable: 1,
    });
    expect(calls[0].url).toBe('http://portal/api/delivery/v1/wiring');
  });

  it('does not take the answer of something in between for wiring', async () => {
    const { client } = setUp(200, 'Sign in');
    await expect(client.getWiring(entityRef)).rejects.toThrow(
      'is not about wiring; check that the versions',
    );
  });

  it('throws what the backend refuses', async () => {
    const { client } = setUp(409, {
      error: { name: 'ConflictError', message: 'Look again' },
      response: { statusCode: 409 },
    });
    await expect(client.check(entityRef)).rejects.toBeInstanceOf(ResponseError);
  });

  it('says in words that nothing answers', async () => {
    const client = new WiringClient({
      discoveryApi: { getBaseUrl: async () => 'http://portal' },
      fetchApi: {
        fetch: async () => {
          throw new TypeError('Failed to fetch');
        },
      },
    });
    await expect(client.getWiringList()).rejects.toThrow(
      'The portal cannot be reached; check the connection to it.',
    );
  });
});
