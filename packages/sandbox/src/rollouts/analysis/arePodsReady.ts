import type { ClusterStore } from '../../world/seams.ts';
import { HASH_LABEL } from '../model/Rollout.ts';
import type { AnalysisRun } from './AnalysisRun.ts';

/** Whether the pods that the run looks at are all ready; without such pods, yes. */
export function arePodsReady(store: ClusterStore, run: AnalysisRun): boolean {
  const { labels = {}, namespace } = run.metadata;
  const hash = labels[HASH_LABEL];
  return (
    !hash ||
    store
      .list('v1', 'Pod', { namespace, labelSelector: `${HASH_LABEL}=${hash}` })
      .every(pod =>
        (pod.status?.conditions ?? []).some(
          (each: { type: string; status: string }) =>
            each.type === 'Ready' && each.status === 'True',
        ),
      )
  );
}
