import { englishWords as words } from '../__testUtils__/englishWords';
import { presentExpiry } from './presentExpiry';

const now = Date.parse('2026-11-21T23:30:00Z');

describe('presentExpiry', () => {
  it.each([
    [undefined, 'does not end'],
    ['some day', 'does not end'],
    ['2026-11-20', 'ended on Nov 20, 2026'],
    // A token of GitLab ends as its date begins.
    ['2026-11-21', 'ended on Nov 21, 2026'],
    ['2026-11-21T23:45:00Z', 'ends today'],
    ['2026-11-22', 'ends tomorrow, on Nov 22, 2026'],
    ['2026-12-21', 'ends in 30 days, on Dec 21, 2026'],
    ['2026-12-21T00:00:00.000Z', 'ends in 30 days, on Dec 21, 2026'],
  ])('says of %s that it %s', (at, text) => {
    expect(words.say(presentExpiry(at, now))).toBe(text);
  });
});
