import { Observed, ServiceDelivery } from '@slipway/plugin-delivery-common';
import { DeliveryView } from '../store';

/** Someone who does not answer any more, so that what is shown may be out of date. */
export interface StaleNotice {
  of: 'portal' | 'source';
  since: string;
  reason: string;
}

/** Each state that a card can be in. */
export type CardState<T> =
  | { kind: 'loading' }
  | { kind: 'forbidden' }
  | { kind: 'error'; reason: string }
  | { kind: 'waiting'; since: string }
  | { kind: 'not-wired'; missing: string[] }
  | { kind: 'unreachable'; since: string; reason: string }
  | { kind: 'shown'; value: T };

export interface CardModel<T> {
  state: CardState<T>;
  stale: StaleNotice[];
}

/** The state of a card that shows one part of the delivery. */
export function deriveCardState<T>(
  view: DeliveryView,
  select: (delivery: ServiceDelivery) => Observed<T>,
): CardModel<T> {
  if (view.kind !== 'ready') {
    return { state: view, stale: [] };
  }
  const part = select(view.delivery);
  const stale: StaleNotice[] = [];
  if (view.freshness.kind === 'stale') {
    const { since, reason } = view.freshness;
    stale.push({ of: 'portal', since, reason });
  }
  if (part.kind !== 'observed') {
    return { state: part, stale };
  }
  if (part.freshness.kind === 'stale') {
    const { since, reason } = part.freshness;
    stale.push({ of: 'source', since, reason });
  }
  return { state: { kind: 'shown', value: part.value }, stale };
}
