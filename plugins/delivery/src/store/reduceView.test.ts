import { createDelivery } from '../testUtils';
import { DeliveryView } from './DeliveryView';
import { FetchOutcome, reduceView } from './reduceView';

const AT = '2026-11-21T12:00:00Z';
const EARLIER = '2026-11-21T11:00:00Z';
const delivery = createDelivery({ version: 4 });
const newer = createDelivery({ version: 5 });
const live: DeliveryView = {
  kind: 'ready',
  delivery,
  freshness: { kind: 'live', at: EARLIER },
};
const stale: DeliveryView = {
  kind: 'ready',
  delivery,
  freshness: { kind: 'stale', since: EARLIER, reason: 'down' },
};
const changed: FetchOutcome = {
  kind: 'answered',
  answer: { kind: 'changed', delivery: newer },
};
const unchanged: FetchOutcome = {
  kind: 'answered',
  answer: { kind: 'unchanged' },
};
const failed: FetchOutcome = { kind: 'failed', reason: 'still down' };
const forbidden: FetchOutcome = { kind: 'forbidden' };

describe('reduceView', () => {
  it.each<[string, DeliveryView, FetchOutcome, DeliveryView]>([
    [
      'shows the first answer',
      { kind: 'loading' },
      changed,
      { kind: 'ready', delivery: newer, freshness: { kind: 'live', at: AT } },
    ],
    [
      'says that nothing could be loaded when the first answer is a failure',
      { kind: 'loading' },
      failed,
      { kind: 'error', reason: 'still down' },
    ],
    [
      'keeps the last state through a failure and says since when',
      live,
      failed,
      {
        kind: 'ready',
        delivery,
        freshness: { kind: 'stale', since: AT, reason: 'still down' },
      },
    ],
    [
      'keeps the beginning of a longer outage',
      stale,
      failed,
      {
        kind: 'ready',
        delivery,
        freshness: { kind: 'stale', since: EARLIER, reason: 'still down' },
      },
    ],
    [
      'is live again as soon as the portal answers',
      stale,
      unchanged,
      { kind: 'ready', delivery, freshness: { kind: 'live', at: AT } },
    ],
    ['shows nothing more to whom it is forbidden', live, forbidden, forbidden],
    [
      'shows the state to whom it is allowed again',
      { kind: 'forbidden' },
      changed,
      { kind: 'ready', delivery: newer, freshness: { kind: 'live', at: AT } },
    ],
  ])('%s', (_, view, outcome, expected) => {
    expect(reduceView(view, outcome, AT)).toEqual(expected);
  });
});
