import { ResponseError } from '@backstage/errors';
import { createDelivery, createRefusal } from '../testUtils';
import { DeliveryClient } from './DeliveryClient';
import { readRetryAfter } from './refusals';

interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

function setUp(reply: Reply) {
  const calls: Array<{ url: string; init: RequestInit }> = [];
  const text = JSON.stringify(reply.body ?? {});
  const client = new DeliveryClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: async (url, init = {}) => {
        calls.push({ url: String(url), init });
        const hasBody = reply.status !== 304;
        return new Response(hasBody ? text : null, {
          status: reply.status,
          headers: { 'Content-Type': 'application/json', ...reply.headers },
        });
      },
    },
  });
  return { client, calls };
}

/** A portal that never answers; like the browser's own fetch, it ends with its signal. */
function setUpSilent() {
  return new DeliveryClient({
    discoveryApi: { getBaseUrl: async () => 'http://portal' },
    fetchApi: {
      fetch: (_, init) =>
        new Promise((_resolve, reject) => {
          const end = () => reject(new Error('aborted'));
          if (init?.signal?.aborted) {
            end();
          }
          init?.signal?.addEventListener('abort', end);
        }),
    },
  });
}

const entityRef = 'component:default/payments';
const serviceUrl =
  'http://portal/api/delivery/v1/services/component/default/payments';

describe('DeliveryClient', () => {
  it('reads a delivery with its tag', async () => {
    const delivery = createDelivery();
    const { client, calls } = setUp({
      status: 200,
      body: delivery,
      headers: { ETag: '"7"' },
    });
    await expect(client.getDelivery(entityRef)).resolves.toEqual({
      kind: 'changed',
      delivery,
      etag: '"7"',
    });
    expect(calls[0].url).toBe(serviceUrl);
    expect(calls[0].init.headers).toEqual({});
  });

  it('asks for what has changed only', async () => {
    const { client, calls } = setUp({ status: 304 });
    await expect(
      client.getDelivery(entityRef, { etag: '"7"' }),
    ).resolves.toEqual({ kind: 'unchanged' });
    expect(calls[0].init.headers).toEqual({ 'If-None-Match': '"7"' });
  });

  it('throws what the backend refuses', async () => {
    const { client } = setUp({
      status: 403,
      body: {
        error: { name: 'NotAllowedError', message: 'Not for you' },
        response: { statusCode: 403 },
      },
    });
    const error = await client.getDelivery(entityRef).catch(e => e);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.body.error.message).toBe('Not for you');
  });

  it('does not take the page of something in between for a delivery', async () => {
    const { client } = setUp({ status: 200, body: { hello: 'world' } });
    await expect(client.getDelivery(entityRef)).rejects.toThrow(
      'is not a delivery; check that the versions',
    );
  });

  it('ends when its caller gives up', async () => {
    const client = setUpSilent();
    const controller = new AbortController();
    const answer = client.getDelivery(entityRef, {
      signal: controller.signal,
    });
    controller.abort();
    await expect(answer).rejects.toThrow('aborted');
  });

  it('says that the portal did not answer in time', async () => {
    jest.useFakeTimers();
    const client = setUpSilent();
    const answer = client.getDelivery(entityRef).catch(error => error.message);
    await jest.advanceTimersByTimeAsync(15_000);
    await expect(answer).resolves.toBe(
      'The portal did not answer within 15 seconds.',
    );
    jest.useRealTimers();
  });

  it('sends an operation with what it was decided on', async () => {
    const { client, calls } = setUp({ status: 202 });
    await client.operate(entityRef, {
      kind: 'promote',
      target: { kind: 'environment', environment: 'staging' },
      basis: 'b1',
    });
    expect(calls[0].url).toBe(`${serviceUrl}/operations`);
    expect(calls[0].init.method).toBe('POST');
    expect(JSON.parse(String(calls[0].init.body))).toEqual({
      kind: 'promote',
      target: { kind: 'environment', environment: 'staging' },
      basis: 'b1',
    });
  });
});

describe('readRetryAfter', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each<[string, string, number | undefined]>([
    ['seconds', '30', 30_000],
    ['a date', 'Sat, 21 Nov 2026 12:00:10 GMT', 10_000],
    ['a date that has passed', 'Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['nonsense', 'soon', undefined],
  ])('reads %s', async (_, value, expected) => {
    const error = await createRefusal(503, 'Busy', { 'Retry-After': value });
    expect(readRetryAfter(error, now)).toBe(expected);
  });

  it('finds nothing in an error that is no answer', () => {
    expect(readRetryAfter(new Error('down'), now)).toBeUndefined();
  });
});
