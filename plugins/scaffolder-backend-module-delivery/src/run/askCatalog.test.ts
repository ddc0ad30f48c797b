import { ResponseError } from '@backstage/errors';
import { askCatalog } from './askCatalog';

describe('a question to the catalog', () => {
  const slept: number[] = [];
  const clock = {
    now: () => new Date(0),
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
    },
  };
  const refusal = async (status: number) =>
    ResponseError.fromResponse(
      new Response('{}', {
        status,
        headers: { 'content-type': 'application/json' },
      }) as any,
    );
  beforeEach(() => {
    slept.length = 0;
  });

  it.each([429, 500, 503])('is asked again after %s', async status => {
    const ask = jest
      .fn()
      .mockRejectedValueOnce(await refusal(status))
      .mockResolvedValueOnce('known');
    await expect(askCatalog(ask, { clock })).resolves.toBe('known');
    expect(slept).toEqual([1000]);
  });

  it('is asked again when nobody answers, and then says whose fault it is', async () => {
    const ask = jest.fn().mockRejectedValue(new TypeError('fetch failed'));
    await expect(askCatalog(ask, { clock })).rejects.toThrow(
      /^The portal's catalog did not answer: fetch failed; run the launch again/,
    );
    expect(ask).toHaveBeenCalledTimes(4);
  });

  it.each([403, 404, 409])('%s is an answer', async status => {
    const error = await refusal(status);
    await expect(
      askCatalog(() => Promise.reject(error), { clock }),
    ).rejects.toBe(error);
    expect(slept).toEqual([]);
  });
});
