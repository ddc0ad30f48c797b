import type { ClusterStore } from '../../world/seams.ts';
import type { Rollout } from '../model/Rollout.ts';

/** Puts the template of the Deployment that a rollout points at in the place of its own. */
export function resolveWorkload(
  store: ClusterStore,
  rollout: Rollout,
): Rollout {
  const reference = rollout.spec.workloadRef;
  const workload =
    reference &&
    store.get({ ...reference, namespace: rollout.metadata.namespace });
  if (!workload) {
    return rollout;
  }
  return {
    ...rollout,
    spec: {
      ...rollout.spec,
      template: workload.spec?.template,
      selector: rollout.spec.selector ?? workload.spec?.selector,
    },
  };
}
