import { planReconnect } from './planReconnect';

describe('planReconnect', () => {
  it.each([
    ['starts short', { failures: 1, random: 1 }, 500],
    ['doubles with each failure', { failures: 3, random: 1 }, 2_000],
    ['stays below half a minute', { failures: 50, random: 1 }, 30_000],
    ['spreads over the upper half', { failures: 3, random: 0 }, 1_000],
    [
      'is never shorter than Retry-After',
      { failures: 1, random: 0, retryAfterSeconds: 20 },
      20_000,
    ],
  ])('%s', (_, options, expected) => {
    expect(planReconnect(options)).toBe(expected);
  });
});
