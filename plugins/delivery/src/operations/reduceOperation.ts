import { OperationOffer } from '@slipway/plugin-delivery-common';

/** Where the confirmation of an operation stands. */
export type OperationPhase =
  | { kind: 'closed' }
  /** The person reads what will happen. */
  | { kind: 'asking'; offer: OperationOffer }
  | { kind: 'sending'; offer: OperationOffer }
  /** The state has changed since the offer was read; the new state is being fetched. */
  | {
      kind: 'moved-on';
      offer: OperationOffer;
      reason: string;
      fetched: boolean;
    }
  | { kind: 'refused'; offer: OperationOffer; reason: string }
  | { kind: 'failed'; offer: OperationOffer; reason: string };

export type OperationEvent =
  | { kind: 'opened'; offer: OperationOffer }
  | { kind: 'dismissed' }
  | { kind: 'confirmed'; offer: OperationOffer }
  | { kind: 'accepted' }
  | { kind: 'conflicted'; reason: string }
  | { kind: 'fetched' }
  | { kind: 'forbidden'; reason: string }
  | { kind: 'broke'; reason: string };

/** The next phase; an event that comes too late, as after a dismissal, changes nothing. */
export function reduceOperation(
  phase: OperationPhase,
  event: OperationEvent,
): OperationPhase {
  switch (event.kind) {
    case 'opened':
      return { kind: 'asking', offer: event.offer };
    case 'dismissed':
      // What has been sent cannot be called back, so its answer is waited for.
      return phase.kind === 'sending' ? phase : { kind: 'closed' };
    case 'confirmed':
      return { kind: 'sending', offer: event.offer };
    case 'fetched':
      return phase.kind === 'moved-on' ? { ...phase, fetched: true } : phase;
    case 'accepted':
    case 'conflicted':
    case 'forbidden':
    case 'broke':
      return phase.kind === 'sending' ? settle(phase.offer, event) : phase;
    default:
      throw new Error(`Unknown event ${event satisfies never}`);
  }
}

function settle(
  offer: OperationOffer,
  event: Extract<
    OperationEvent,
    { kind: 'accepted' | 'conflicted' | 'forbidden' | 'broke' }
  >,
): OperationPhase {
  switch (event.kind) {
    case 'accepted':
      return { kind: 'closed' };
    case 'conflicted':
      return { kind: 'moved-on', offer, reason: event.reason, fetched: false };
    case 'forbidden':
      return { kind: 'refused', offer, reason: event.reason };
    case 'broke':
      return { kind: 'failed', offer, reason: event.reason };
    default:
      throw new Error(`Unknown event ${event satisfies never}`);
  }
}

/** The offer that a confirmation would take up now; none where the operation is not offered any more. */
export function deriveOffer(
  phase: OperationPhase,
  offers: OperationOffer[],
): OperationOffer | undefined {
  switch (phase.kind) {
    case 'closed':
    case 'refused':
      return undefined;
    case 'moved-on':
      return phase.fetched
        ? offers.find(offer => offer.kind === phase.offer.kind)
        : undefined;
    case 'asking':
    case 'sending':
    case 'failed':
      return phase.offer;
    default:
      throw new Error(`Unknown phase ${phase satisfies never}`);
  }
}
