import { TakeBackPreview } from '@slipway/plugin-delivery-common';

/** How far a dialog that takes things down is. */
export type TakeBackPhase =
  | { kind: 'looking'; notice?: 'changed' }
  | { kind: 'shown'; preview: TakeBackPreview; notice?: 'changed' }
  | { kind: 'sending'; preview: TakeBackPreview }
  | { kind: 'accepted' }
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; reason: string };

export type TakeBackEvent =
  | { kind: 'asked' }
  | { kind: 'seen'; preview: TakeBackPreview }
  | { kind: 'confirmed' }
  | { kind: 'accepted' }
  | { kind: 'conflicted' }
  | { kind: 'refused'; reason: string }
  | { kind: 'broke'; reason: string };

export function reduceTakeBack(
  phase: TakeBackPhase,
  event: TakeBackEvent,
): TakeBackPhase {
  switch (event.kind) {
    case 'asked':
      return { kind: 'looking' };
    case 'seen':
      return {
        kind: 'shown',
        preview: event.preview,
        ...(phase.kind === 'looking' && { notice: phase.notice }),
      };
    case 'confirmed':
      return phase.kind === 'shown'
        ? { kind: 'sending', preview: phase.preview }
        : phase;
    case 'accepted':
      return { kind: 'accepted' };
    case 'conflicted':
      return { kind: 'looking', notice: 'changed' };
    case 'refused':
      return { kind: 'refused', reason: event.reason };
    case 'broke':
      return { kind: 'failed', reason: event.reason };
    default:
      throw new TypeError(`Not an event: ${event satisfies never}`);
  }
}
