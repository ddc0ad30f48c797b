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
 *
 * @param options.tell - told why a list or a watch failed, each reason once in a row
 */
export async function followObjects(
  api: KubeApi,
  path: string,
  options: {
    listener: (type: string, object: LiveObject) => void;
    tell: (line: string) => void;
    signal: AbortSignal;
  },
): Promise<void> {
  const { listener, tell, signal } = options;
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      await listAndWatch(api, path, listener, signal);
      told = undefined;
    } catch (error) {
      const { message } = error as Error;
      if (!signal.aborted && message !== told) {
        told = message;
        tell(`${path} could not be followed, which is tried again: ${message}`);
      }
    }
    // Ends early with the signal, as the loop does.
    await delay(500, undefined, { signal }).catch(() => {});
  }
}

async function listAndWatch(
  api: KubeApi,
  path: string,
  listener: (type: string, object: LiveObject) => void,
  signal: AbortSignal,
): Promise<void> {
  const { status, body } = await api.send('GET', path);
  if (status !== 200) {
    throw new Error(`the list was refused with ${status}: ${body}`);
  }
  const { items, metadata } = JSON.parse(body);
  for (const item of items) {
    listener('ADDED', item);
  }
  const stream = await api.stream(
    `${path}?watch=true&resourceVersion=${metadata.resourceVersion}`,
    signal,
  );
  for await (const line of createInterface({ input: stream })) {
    const { type, object } = JSON.parse(line);
    if (type === 'ERROR') {
      return;
    }
    listener(type, object);
  }
}
