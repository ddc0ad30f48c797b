import { Clock } from './Clock';

/**
 * What a look at something that is being waited for comes to.
 *
 * @public
 */
export type Look<T> =
  | { kind: 'done'; value: T }
  /** `words` are logged when they differ from the last ones. */
  | { kind: 'waiting'; words: string };

/**
 * Looks again and again until a look is done; rejects with what `onTimeout` makes of the last words
 * when the time is over. What `look` throws ends the waiting.
 *
 * @public
 */
export async function poll<T>(options: {
  look: () => Promise<Look<T>>;
  clock: Clock;
  timeoutSeconds: number;
  everySeconds?: number;
  signal?: AbortSignal;
  say: (words: string) => void;
  onTimeout: (words: string) => Error;
}): Promise<T> {
  const { look, clock, signal, say, everySeconds = 2 } = options;
  const end = clock.now().getTime() + options.timeoutSeconds * 1000;
  let last = '';
  for (;;) {
    signal?.throwIfAborted();
    const seen = await look();
    if (seen.kind === 'done') {
      return seen.value;
    }
    if (seen.words !== last) {
      last = seen.words;
      say(last);
    }
    if (clock.now().getTime() >= end) {
      throw options.onTimeout(last);
    }
    await clock.sleep(everySeconds * 1000, signal);
  }
}
