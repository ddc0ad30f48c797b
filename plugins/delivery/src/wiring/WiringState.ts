import { ReadWiring } from '../api';

/** What the page knows of the wiring of a service. */
export type WiringState =
  | { kind: 'loading' }
  | { kind: 'forbidden' }
  /** Slipway has launched no such service. */
  | { kind: 'not-wired' }
  | { kind: 'error'; reason: string }
  /**
   * `look` counts the answers, so that one can be told from the next; `reason` is why the last look
   * failed, so that what is shown may be old.
   */
  | { kind: 'shown'; health: ReadWiring; look: number; reason?: string };

export type WiringEvent =
  | { kind: 'seen'; health: ReadWiring }
  | { kind: 'forbidden' }
  | { kind: 'not-found' }
  | { kind: 'failed'; reason: string };

export function reduceWiring(
  state: WiringState,
  event: WiringEvent,
): WiringState {
  switch (event.kind) {
    case 'seen': {
      const look = state.kind === 'shown' ? state.look + 1 : 1;
      return { kind: 'shown', health: event.health, look };
    }
    case 'forbidden':
      return { kind: 'forbidden' };
    case 'not-found':
      return { kind: 'not-wired' };
    case 'failed':
      return state.kind === 'shown'
        ? { ...state, reason: event.reason }
        : { kind: 'error', reason: event.reason };
    default:
      throw new TypeError(`Not an event: ${event satisfies never}`);
  }
}
