import { planLook } from './planLook';

const lastAt = 1_000_000;
const calm = { lastAt, failures: 0, running: false };

describe('planLook', () => {
  it.each([
    ['at once at what was never seen', { ...calm, lastAt: undefined }, 0],
    ['every minute while nothing runs', calm, lastAt + 60_000],
    [
      'every five seconds while something runs',
      { ...calm, running: true },
      lastAt + 5_000,
    ],
    [
      'less often while something runs and hooks come through',
      { ...calm, running: true, hookAt: lastAt - 1_000 },
      lastAt + 20_000,
    ],
    [
      'often again when hooks have not come for long',
      { ...calm, running: true, hookAt: lastAt - 3_600_000 },
      lastAt + 5_000,
    ],
    ['later with each failure', { ...calm, failures: 2 }, lastAt + 20_000],
    ['no later than five minutes', { ...calm, failures: 40 }, lastAt + 300_000],
    [
      'not before the forge wants it',
      { ...calm, failures: 1, retryAfterSeconds: 600 },
      lastAt + 600_000,
    ],
  ])('looks %s', (_, history, expected) => {
    expect(planLook(history)).toBe(expected);
  });
});
