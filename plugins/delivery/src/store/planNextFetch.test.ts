import { FetchHistory, planNextFetch } from './planNextFetch';

const calm: FetchHistory = {
  failures: 0,
  olderInARow: 0,
  hasSignals: true,
  random: 0.5,
};

describe('planNextFetch', () => {
  it.each<[string, Partial<FetchHistory>, number]>([
    ['looks once a minute where signals tell of changes', {}, 60_000],
    ['looks more often without signals', { hasSignals: false }, 15_000],
    ['retries soon after the first failure', { failures: 1 }, 1_000],
    ['doubles the wait with each failure', { failures: 4 }, 8_000],
    ['never waits longer than a minute', { failures: 40 }, 60_000],
    ['spreads retries', { failures: 1, random: 0 }, 750],
    [
      'waits as long as the portal asks for',
      { failures: 1, retryAfterMs: 30_000 },
      30_000,
    ],
    [
      'does not come earlier than its own backoff',
      { failures: 4, retryAfterMs: 1_000 },
      8_000,
    ],
    ['soon asks again after an older state', { olderInARow: 1 }, 5_000],
  ])('%s', (_, history, expected) => {
    expect(planNextFetch({ ...calm, ...history })).toBe(expected);
  });
});
