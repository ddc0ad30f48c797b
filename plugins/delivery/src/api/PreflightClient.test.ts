import { ResponseError } from '@backstage/errors';
import { PreflightClient } from './PreflightClient';

function setUp(status: number, body: unknown) {
  const calls: Array<{ url: string; init: RequestInit }> = [];
  const client = new PreflightClient({
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

const place = { kind: 'forge', name: 'gitlab.example.com' };
const answer = {
  findings: [],
  checked: [{ id: 'forge', place, what: { key: 'preflight.check.forge' } }],
  skipped: [],
};

describe('PreflightClient', () => {
  it('sends what is about to be launched', async () => {
    const { client, calls } = setUp(200, answer);
    const request = { service: 'payments', jobTags: ['docker'] };
    await expect(client.preflight(request)).resolves.toEqual(answer);
    expect(calls[0].url).toBe('http://portal/api/delivery/v1/preflight');
    expect(calls[0].init.method).toBe('POST');
    expect(JSON.parse(String(calls[0].init.body))).toEqual(request);
  });

  it('throws what the backend refuses', async () => {
    const { client } = setUp(403, {
      error: { name: 'NotAllowedError', message: 'Not for you' },
      response: { statusCode: 403 },
    });
    await expect(
      client.preflight({ service: 'payments' }),
    ).rejects.toBeInstanceOf(ResponseError);
  });

  it('does not take an answer that it cannot read for one without findings', async () => {
    const { client } = setUp(200, { ...answer, findings: [{ id: 'x' }] });
    await expect(client.preflight({ service: 'payments' })).rejects.toThrow(
      'is not of a preflight; check that the versions',
    );
  });
});
