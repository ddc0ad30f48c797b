import { createDelivery } from '../testUtils';
import { DeliveryView } from './DeliveryView';
import { judgeVersion } from './judgeVersion';
import { FetchOutcome } from './reduceView';

const ready = (version: number): DeliveryView => ({
  kind: 'ready',
  delivery: createDelivery({ version }),
  freshness: { kind: 'live', at: '2026-11-21T12:00:00Z' },
});
const answered = (version: number): FetchOutcome => ({
  kind: 'answered',
  answer: { kind: 'changed', delivery: createDelivery({ version }) },
});
const unchanged: FetchOutcome = {
  kind: 'answered',
  answer: { kind: 'unchanged' },
};

describe('judgeVersion', () => {
  it('takes a newer state', () => {
    const judged = judgeVersion(ready(4), answered(5), 2);
    expect(judged).toEqual({ outcome: answered(5), olderInARow: 0 });
  });

  it('takes a state of the same number, whose operations may differ', () => {
    expect(judgeVersion(ready(4), answered(4), 0).outcome).toEqual(answered(4));
  });

  it('counts an older state as unchanged', () => {
    const judged = judgeVersion(ready(4), answered(3), 0);
    expect(judged).toEqual({ outcome: unchanged, olderInARow: 1 });
  });

  it('believes a portal that begins to count anew', () => {
    const judged = judgeVersion(ready(400), answered(1), 2);
    expect(judged).toEqual({ outcome: answered(1), olderInARow: 0 });
  });

  it('takes whatever comes first', () => {
    const judged = judgeVersion({ kind: 'loading' }, answered(1), 0);
    expect(judged.outcome).toEqual(answered(1));
  });

  it('leaves failures alone', () => {
    const failed: FetchOutcome = { kind: 'failed', reason: 'down' };
    const judged = judgeVersion(ready(4), failed, 1);
    expect(judged).toEqual({ outcome: failed, olderInARow: 1 });
  });
});
