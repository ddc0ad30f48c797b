import { Freshness, ServiceDelivery } from '@slipway/plugin-delivery-common';

/** What the page knows of a service at a moment. */
export type DeliveryView =
  /** The first answer has not come yet. */
  | { kind: 'loading' }
  /** The user may not see the delivery of this service. */
  | { kind: 'forbidden' }
  /** The first answer was a failure; it is tried again by itself. */
  | { kind: 'error'; reason: string }
  /** There is a state; `freshness` says whether the portal still answers. */
  | { kind: 'ready'; delivery: ServiceDelivery; freshness: Freshness };
