import type { ClusterStore, StoredObject } from '../../world/seams.ts';
import type { Manifest } from '../model/Manifest.ts';
import { storeKey } from '../model/Manifest.ts';
import { planThreeWayPatch } from './planThreeWayPatch.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function annotated(target: Manifest): Manifest {
  return {
    ...target,
    metadata: {
      ...target.metadata,
      annotations: {
        ...(target.metadata.annotations as Record<string, string> | undefined),
        [LAST_APPLIED]: JSON.stringify(target),
      },
    },
  };
}

function lastApplied(live: StoredObject): Record<string, unknown> {
  const text = live.metadata.annotations?.[LAST_APPLIED];
  if (!text) {
    return {};
  }
  try {
    return JSON.parse(text);
  } catch {
    // Somebody has written it by hand: then nothing is known of the last time.
    return {};
  }
}

/** Applies as `kubectl apply` does without `--server-side`. */
export function clientSideApply(
  store: ClusterStore,
  target: Manifest,
): StoredObject {
  const key = storeKey(target);
  const live = store.get(key);
  const wanted = annotated(target);
  return live
    ? store.mergePatch(key, planThreeWayPatch(lastApplied(live), wanted, live))
    : store.create(wanted);
}
