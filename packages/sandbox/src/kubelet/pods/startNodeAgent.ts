import type { Running, StoredObject } from '../../world/seams.ts';
import type { KubeletContext } from '../control/KubeletContext.ts';
import { isPodReady } from './podConditions.ts';
import { PodWorker } from './PodWorker.ts';
import { runPod, stopPod } from './runPod.ts';

interface PodRun {
  isStopping: boolean;
  abort: AbortController;
  done: Promise<void>;
}

/** Whether nothing more happens to this pod by itself: it serves, or it has ended. */
function isSettled(pod: StoredObject): boolean {
  return isPodReady(pod) || ['Succeeded', 'Failed'].includes(pod.status?.phase);
}

/** Lives the lives of the pods on all nodes. */
export function startNodeAgent(context: KubeletContext): Running {
  const { store, log } = context;
  const runs = new Map<string, PodRun>();
  const imagesByNode = new Map<string, Set<string>>();
  let nextAddress = 10;

  const imagesOf = (node: string) => {
    const images = imagesByNode.get(node) ?? new Set<string>();
    imagesByNode.set(node, images);
    return images;
  };

  const hostIP = (node: string): string =>
    store.get({ apiVersion: 'v1', kind: 'Node', name: node })?.status
      ?.addresses?.[0]?.address ?? '10.0.0.1';

  const podIP = (): string => {
    nextAddress += 1;
    return `10.244.${Math.floor(nextAddress / 250) % 250}.${
      (nextAddress % 250) + 1
    }`;
  };

  const run = (pod: StoredObject, isStopping: boolean) => {
    const { uid } = pod.metadata;
    const node = pod.spec.nodeName;
    const abort = new AbortController();
    const worker = new PodWorker({
      context,
      pod,
      signal: AbortSignal.any([abort.signal, context.signal]),
      hostIP: hostIP(node),
      podIP: pod.status?.podIP ?? podIP(),
    });
    const work = isStopping ? stopPod(worker) : runPod(worker, imagesOf(node));
    const done = work.catch((error: Error) => {
      if (!worker.signal.aborted) {
        log(
          `kubelet: pod ${pod.metadata.namespace}/${pod.metadata.name}: ${error.message}`,
        );
      }
    });
    runs.set(uid, { isStopping, abort, done });
  };

  const look = (pod: StoredObject, isGone: boolean) => {
    const { uid, deletionTimestamp } = pod.metadata;
    const known = runs.get(uid);
    if (isGone) {
      known?.abort.abort();
      runs.delete(uid);
      return;
    }
    if (!pod.spec?.nodeName) {
      return;
    }
    if (deletionTimestamp) {
      if (!known?.isStopping) {
        known?.abort.abort();
        run(pod, true);
      }
      return;
    }
    if (!known && !isSettled(pod)) {
      run(pod, false);
    }
  };

  const unsubscribe = store.subscribe(({ type, object }) => {
    if (object.kind === 'Pod') {
      look(object, type === 'DELETED');
    }
  });
  store.list('v1', 'Pod').forEach(pod => look(pod, false));

  return {
    stop: async () => {
      unsubscribe();
      for (const { abort } of runs.values()) {
        abort.abort();
      }
      await Promise.all([...runs.values()].map(({ done }) => done));
    },
  };
}
