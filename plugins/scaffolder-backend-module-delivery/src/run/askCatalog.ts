import { ResponseError, ServiceUnavailableError } from '@backstage/errors';
import { Clock } from '@slipway/plugin-wiring-node';

/** A portal that restarts, or that has too much to do, is back soon. */
const pausesMs = [1000, 2000, 5000];

/**
 * A question to the portal's own catalog. One that it had no answer to is asked again a few times, and
 * then the error says whose it is. What else it answers, such as a conflict, is thrown as it is.
 */
export async function askCatalog<T>(
  ask: () => Promise<T>,
  options: { clock: Clock; signal?: AbortSignal },
): Promise<T> {
  const { clock, signal } = options;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      signal?.throwIfAborted();
      if (!hadNoAnswer(error)) {
        throw error;
      }
      if (attempt >= pausesMs.length) {
        throw new ServiceUnavailableError(
          `The portal's catalog did not answer: ${
            (error as Error).message
          }; run the launch again when it does`,
          error,
        );
      }
      await clock.sleep(pausesMs[attempt], signal);
    }
  }
}

/** `fetch` throws a TypeError when nobody answers. */
function hadNoAnswer(error: unknown): boolean {
  return error instanceof ResponseError
    ? error.statusCode === 429 || error.statusCode >= 500
    : error instanceof TypeError || (error as Error).name === 'TimeoutError';
}
