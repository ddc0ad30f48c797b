import { setTimeout as delay } from 'node:timers/promises';
import { ResourceKind, WatchEvent } from '../ClusterClient';
import { ClusterTransport, GoneError } from '../http';
import { listPages } from '../listPages';
import { planReconnect } from './planReconnect';
import { followStream } from './followStream';

const tooSoonMs = 2_000;

/** The way from the first list to the end of the signal. */
export async function watchResource(
  transport: ClusterTransport,
  resource: ResourceKind,
  options: {
    namespace?: string;
    labelSelector?: string;
    signal: AbortSignal;
    onEvent: (event: WatchEvent) => void;
  },
): Promise<void> {
  const { signal, onEvent } = options;
  let resourceVersion: string | undefined;
  const standing = { failures: 0 };
  let listedAt = 0;

  while (!signal.aborted) {
    try {
      if (resourceVersion === undefined) {
        const list = await listPages(transport, resource, options);
        onEvent({ kind: 'listed', objects: list.objects });
        resourceVersion = list.resourceVersion ?? '0';
        listedAt = Date.now();
      }
      const end = await followStream(transport, resource, {
        ...options,
        resourceVersion,
        onUp: () => {
          standing.failures = 0;
          onEvent({ kind: 'alive' });
        },
      });
      resourceVersion = end.resourceVersion;
      if (!end.heardAnything) {
        // A server that closes at once would otherwise be asked without a pause.
        await pause(
          planReconnect({ failures: 1, random: Math.random() }),
          signal,
        );
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (error instanceof GoneError) {
        resourceVersion = undefined;
        // Expected now and then; but a list that is too old at once is a fault of the API.
        if (Date.now() - listedAt > tooSoonMs) {
          continue;
        }
      }
      standing.failures += 1;
      onEvent({ kind: 'failed', error: error as Error });
      const { retryAfterSeconds } = error as { retryAfterSeconds?: number };
      await pause(
        planReconnect({
          failures: standing.failures,
          retryAfterSeconds,
          random: Math.random(),
        }),
        signal,
      );
    }
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}
