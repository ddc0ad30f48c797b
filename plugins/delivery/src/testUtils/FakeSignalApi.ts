import { SignalApi } from '@backstage/plugin-signals-react';

type Subscribe = SignalApi['subscribe'];

/**
 * Signals that are sent by hand.
 *
 * @public
 */
export class FakeSignalApi implements SignalApi {
  readonly #byChannel = new Map<string, Set<(message: never) => void>>();

  readonly subscribe: Subscribe = (channel, onMessage) => {
    const listeners = this.#byChannel.get(channel) ?? new Set();
    this.#byChannel.set(channel, listeners);
    listeners.add(onMessage);
    return { unsubscribe: () => listeners.delete(onMessage) };
  };

  /** How many listen to a channel. */
  count(channel: string): number {
    return this.#byChannel.get(channel)?.size ?? 0;
  }

  send(channel: string, message: object): void {
    this.#byChannel
      .get(channel)
      ?.forEach(listener => listener(message as never));
  }
}
