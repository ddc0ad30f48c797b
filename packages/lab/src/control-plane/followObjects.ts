import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { KubeApi } from './KubeApi.ts';

/** An object as the API server gives it. */
export interface LiveObject {
  metadata: {
    name: string;
    namespace?: string;
    uid: string;
    resourceVersion: string;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
  };
  [field: string]: any;
}

/**
 * Calls the listener with each object of a list and with each later state of it, until the signal
 * is aborted. A watch that ends, or that asks for what is no longer kept, begins with a list again.
 */
export async function followObjects(
  api: KubeApi,
  path: string,
  listener: (type: string, object: LiveObject) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const { body } = await api.send('GET', path);
      const list = JSON.parse(body);
      for (const item of list.items ?? []) {
        listener('ADDED', item);
      }
      const stream = await api.stream(
        `${path}?watch=true&resourceVersion=${list.metadata.resourceVersion}`,
        signal,
      );
      for await (const line of createInterface({ input: stream })) {
        const { type, object } = JSON.parse(line);
        if (type === 'ERROR') {
          break;
        }
        listener(type, object);
      }
    } catch {
      // The API server restarts or the lab stops; the loop's condition tells which.
      await delay(500, undefined, { signal }).catch(() => {});
    }
  }
}
