import type { Running } from '../../world/seams.ts';
import type { KubeletContext } from './KubeletContext.ts';
import { keyOf } from './objectKey.ts';

const lifetimeMilliseconds = 60 * 60 * 1000;
const everyMilliseconds = 5 * 60 * 1000;

/** Forgets events after an hour, as a cluster does. */
export function startEventExpiry(context: KubeletContext): Running {
  const { store, clock, signal } = context;

  const expire = () => {
    const oldest = clock.now().getTime() - lifetimeMilliseconds;
    for (const event of store.list('v1', 'Event')) {
      const last = event.lastTimestamp ?? event.metadata.creationTimestamp;
      if (Date.parse(last) < oldest) {
        store.delete(keyOf(event));
      }
    }
  };

  const work = async () => {
    while (!signal.aborted) {
      expire();
      await clock.sleep(everyMilliseconds, signal);
    }
  };

  const done = work().catch((error: Error) => {
    if (!signal.aborted) {
      context.log(`event expiry: ${error.message}`);
    }
  });
  return { stop: () => done };
}
