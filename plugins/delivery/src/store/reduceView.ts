import { DeliveryView } from './DeliveryView';
import { GetDeliveryAnswer } from '../api';

/** The outcome of one fetch. */
export type FetchOutcome =
  | { kind: 'answered'; answer: GetDeliveryAnswer }
  | { kind: 'forbidden' }
  | { kind: 'failed'; reason: string };

/** The view after a fetch that ended at `at` (ISO 8601). */
export function reduceView(
  view: DeliveryView,
  outcome: FetchOutcome,
  at: string,
): DeliveryView {
  switch (outcome.kind) {
    case 'forbidden':
      return { kind: 'forbidden' };
    case 'failed':
      return fail(view, outcome.reason, at);
    case 'answered':
      return take(view, outcome.answer, at);
    default:
      throw new Error(`Unknown outcome ${outcome satisfies never}`);
  }
}

function fail(view: DeliveryView, reason: string, at: string): DeliveryView {
  if (view.kind !== 'ready') {
    return { kind: 'error', reason };
  }
  const since = view.freshness.kind === 'stale' ? view.freshness.since : at;
  return { ...view, freshness: { kind: 'stale', since, reason } };
}

function take(
  view: DeliveryView,
  answer: GetDeliveryAnswer,
  at: string,
): DeliveryView {
  const freshness = { kind: 'live', at } as const;
  if (answer.kind === 'unchanged') {
    return view.kind === 'ready' ? { ...view, freshness } : view;
  }
  return { kind: 'ready', delivery: answer.delivery, freshness };
}
