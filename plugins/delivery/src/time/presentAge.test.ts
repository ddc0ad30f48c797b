import { presentAge, presentDuration } from './presentAge';

const now = Date.parse('2026-11-21T12:00:00Z');
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('presentAge', () => {
  it.each([
    [0, 'frame.age.moment', undefined],
    [59 * SECOND, 'frame.age.moment', undefined],
    [MINUTE, 'frame.age.minutes', 1],
    [59 * MINUTE, 'frame.age.minutes', 59],
    [HOUR, 'frame.age.hours', 1],
    [DAY - 1, 'frame.age.hours', 23],
    [DAY, 'frame.age.days', 1],
    [40 * DAY, 'frame.age.days', 40],
  ])('tells %d ms in one unit', (age, key, count) => {
    const expected = count === undefined ? { key } : { key, params: { count } };
    expect(presentAge(now - age, now)).toEqual(expected);
  });

  it('takes what lies ahead, as with clocks that differ, for just now', () => {
    expect(presentAge(now + HOUR, now).key).toBe('frame.age.moment');
  });
});

describe('presentDuration', () => {
  it.each([
    [999, { seconds: 0 }],
    [20 * SECOND, { seconds: 20 }],
    [80 * SECOND, { minutes: 1, seconds: 20 }],
    [2 * HOUR + 5 * MINUTE, { hours: 2, minutes: 5 }],
    [-5 * SECOND, { seconds: 0 }],
  ])('tells %d ms in its two largest units', (length, params) => {
    expect(presentDuration(length).params).toEqual(params);
  });
});
