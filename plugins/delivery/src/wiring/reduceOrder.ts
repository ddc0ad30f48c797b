import { WiringHealth, WiringWork } from '@slipway/plugin-delivery-common';
import { deriveQuestion, WiringOrder, WiringQuestion } from './WiringOrder';

/** How far an order is, from its confirmation to its result. */
export type OrderPhase =
  | { kind: 'closed' }
  /** The person reads what will be done. */
  | { kind: 'asking'; order: WiringOrder; question: WiringQuestion }
  | { kind: 'sending'; order: WiringOrder; question: WiringQuestion }
  /** What was seen has changed; `look` is the answer that was shown then. */
  | { kind: 'conflicted'; order: WiringOrder; look: number; reason: string }
  | { kind: 'refused'; order: WiringOrder; reason: string }
  | {
      kind: 'failed';
      order: WiringOrder;
      question: WiringQuestion;
      reason: string;
    }
  /** `before` is when the work began that was the last one then. */
  | { kind: 'accepted'; order: WiringOrder; before: string | undefined };

export type OrderEvent =
  | { kind: 'opened'; order: WiringOrder; health: WiringHealth }
  | { kind: 'dismissed' }
  | { kind: 'confirmed'; question: WiringQuestion }
  | { kind: 'accepted'; before: string | undefined }
  | { kind: 'conflicted'; look: number; reason: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'broke'; reason: string };

/** The next phase; an event that comes too late, as after a dismissal, changes nothing. */
export function reduceOrder(phase: OrderPhase, event: OrderEvent): OrderPhase {
  switch (event.kind) {
    case 'opened': {
      const { order, health } = event;
      return { kind: 'asking', order, question: deriveQuestion(order, health) };
    }
    case 'dismissed':
      // What has been sent cannot be called back, so its answer is waited for.
      return phase.kind === 'sending' ? phase : { kind: 'closed' };
    case 'confirmed':
      return phase.kind === 'closed'
        ? phase
        : { kind: 'sending', order: phase.order, question: event.question };
    case 'accepted':
    case 'conflicted':
    case 'refused':
      return phase.kind === 'sending'
        ? { ...event, order: phase.order }
        : phase;
    case 'broke':
      return phase.kind === 'sending'
        ? { ...phase, kind: 'failed', reason: event.reason }
        : phase;
    default:
      throw new TypeError(`Not an event: ${event satisfies never}`);
  }
}

/** What a confirmation would send now; undefined where there is nothing to confirm. */
export function deriveOffer(
  phase: OrderPhase,
  shown: { health: WiringHealth; look: number },
): WiringQuestion | undefined {
  switch (phase.kind) {
    case 'closed':
    case 'refused':
    case 'accepted':
      return undefined;
    case 'asking':
    case 'sending':
    case 'failed':
      return phase.question;
    case 'conflicted':
      return shown.look > phase.look
        ? deriveQuestion(phase.order, shown.health)
        : undefined;
    default:
      throw new TypeError(`Not a phase: ${phase satisfies never}`);
  }
}

export type OrderProgress =
  | { kind: 'waiting' }
  | { kind: 'working'; work: WiringWork }
  | { kind: 'done'; work: WiringWork };

/** How far the work is that an accepted order has asked for. */
export function deriveProgress(
  phase: Extract<OrderPhase, { kind: 'accepted' }>,
  health: WiringHealth,
): OrderProgress {
  const { work, lastWork } = health;
  if (work?.kind === phase.order.kind) {
    return { kind: 'working', work };
  }
  return lastWork?.kind === phase.order.kind &&
    lastWork.startedAt !== phase.before
    ? { kind: 'done', work: lastWork }
    : { kind: 'waiting' };
}
