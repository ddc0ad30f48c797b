import { DeliveryView } from './DeliveryView';
import { FetchOutcome } from './reduceView';

/** So many older answers in a row are no laggard: the portal has begun to count anew. */
const ENOUGH = 3;

/**
 * Keeps an older state from taking the place of a newer one, as a replica that lags behind may
 * answer. What is refused counts as unchanged.
 */
export function judgeVersion(
  view: DeliveryView,
  outcome: FetchOutcome,
  olderInARow: number,
): { outcome: FetchOutcome; olderInARow: number } {
  if (outcome.kind !== 'answered') {
    return { outcome, olderInARow };
  }
  const { answer } = outcome;
  const isOlder =
    answer.kind === 'changed' &&
    view.kind === 'ready' &&
    answer.delivery.version < view.delivery.version;
  if (!isOlder || olderInARow + 1 >= ENOUGH) {
    return { outcome, olderInARow: 0 };
  }
  return {
    outcome: { kind: 'answered', answer: { kind: 'unchanged' } },
    olderInARow: olderInARow + 1,
  };
}
