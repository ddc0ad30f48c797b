import { createWiring, createWiringItem } from '../testUtils';
import {
  deriveOffer,
  deriveProgress,
  OrderEvent,
  OrderPhase,
  reduceOrder,
} from './reduceOrder';

const order = { kind: 'repair' } as const;
const item = createWiringItem({
  findings: [{ mend: 'repair' } as never],
});
const health = createWiring({ items: [item], basis: 'b1' });
const question = { basis: 'b1', items: [item] };
const asking: OrderPhase = { kind: 'asking', order, question };
const sending: OrderPhase = { kind: 'sending', order, question };

describe('reduceOrder', () => {
  it.each<[string, OrderPhase, OrderEvent, OrderPhase]>([
    ['opens', { kind: 'closed' }, { kind: 'opened', order, health }, asking],
    ['is dismissed', asking, { kind: 'dismissed' }, { kind: 'closed' }],
    ['waits for what was sent', sending, { kind: 'dismissed' }, sending],
    ['is sent', asking, { kind: 'confirmed', question }, sending],
    [
      'is accepted',
      sending,
      { kind: 'accepted', before: 't' },
      { kind: 'accepted', order, before: 't' },
    ],
    [
      'comes too late',
      { kind: 'closed' },
      { kind: 'refused', reason: 'no' },
      { kind: 'closed' },
    ],
    [
      'fails, and can be sent again',
      sending,
      { kind: 'broke', reason: 'no' },
      { kind: 'failed', order, question, reason: 'no' },
    ],
  ])('%s', (_, phase, event, next) => {
    expect(reduceOrder(phase, event)).toEqual(next);
  });
});

describe('deriveOffer', () => {
  const conflicted: OrderPhase = {
    kind: 'conflicted',
    order,
    look: 3,
    reason: '',
  };
  const newer = createWiring({ items: [], basis: 'b2' });

  it('offers what was seen, whatever has come since', () => {
    expect(deriveOffer(asking, { health: newer, look: 9 })).toBe(question);
  });

  it('offers nothing after a conflict until it has been looked again', () => {
    expect(deriveOffer(conflicted, { health, look: 3 })).toBeUndefined();
    expect(deriveOffer(conflicted, { health: newer, look: 4 })).toEqual({
      basis: 'b2',
      items: [],
    });
  });
});

describe('deriveProgress', () => {
  const accepted = { kind: 'accepted', order, before: 't1' } as const;
  const work = (startedAt: string, kind: 'repair' | 'rotate' = 'repair') => ({
    kind,
    startedAt,
    outcomes: [],
  });
  it.each([
    ['nothing', {}, 'waiting'],
    ['the work before it', { lastWork: work('t1') }, 'waiting'],
    ['work of another kind', { lastWork: work('t2', 'rotate') }, 'waiting'],
    ['its work', { work: work('t2'), lastWork: work('t1') }, 'working'],
    ['its work as the last', { lastWork: work('t2') }, 'done'],
  ])('tells %s', (_, fields, kind) => {
    expect(deriveProgress(accepted, createWiring(fields)).kind).toBe(kind);
  });
});
