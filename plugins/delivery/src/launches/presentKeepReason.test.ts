import { KeepReason } from '@slipway/plugin-delivery-common';
import { englishWords as words } from '../__testUtils__/englishWords';
import { presentKeepReason } from './presentKeepReason';

it.each<[KeepReason, string]>([
  [{ kind: 'adopted' }, 'It was there before Slipway.'],
  [{ kind: 'earlier' }, 'An earlier launch made it, and ended well.'],
  [{ kind: 'in-repository' }, 'It stays with its repository.'],
  [{ kind: 'needed', by: 'payments-dev' }, 'payments-dev needs it.'],
  [{ kind: 'commits', count: 1 }, 'People have made a commit since.'],
  [{ kind: 'commits', count: 2 }, 'People have made 2 commits since.'],
  [{ kind: 'moved', to: 'acme/other' }, 'It is now acme/other.'],
  [{ kind: 'archived' }, 'It is archived, or in something that is.'],
  [{ kind: 'edited' }, 'People have changed it since.'],
  [
    { kind: 'merged' },
    'It has been merged; what it brought is taken out in that repository.',
  ],
  [{ kind: 'replaced' }, 'It is another one of the same name.'],
  [
    { kind: 'occupied', by: ['Pod a', 'Pod b'] },
    'It holds things of others: Pod a, Pod b.',
  ],
  [
    { kind: 'unreachable', reason: 'it is away' },
    'It cannot be looked at: it is away',
  ],
  [
    { kind: 'of tomorrow' } as never,
    'The page does not know why; reloading brings a newer page.',
  ],
])('%j is told in words', (why, text) => {
  expect(words.say(presentKeepReason(why))).toBe(text);
});
