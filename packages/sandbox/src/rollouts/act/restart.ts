import type { StoredObject } from '../../world/seams.ts';
import { fenceposts } from '../model/defaults.ts';
import { wantedReplicas } from '../model/ReplicaSet.ts';
import { replicasOf, statusOf } from '../model/Rollout.ts';
import type { RolloutContext } from './RolloutContext.ts';

const CHECK_AGAIN_MS = 30_000;

function isAvailable(pod: StoredObject): boolean {
  return (
    !pod.metadata.deletionTimestamp &&
    (pod.status?.conditions ?? []).some(
      (condition: { type: string; status: string }) =>
        condition.type === 'Ready' && condition.status === 'True',
    )
  );
}

/** Evicts pods older than `spec.restartAt`, a few at a time; tells how many. */
export function restartPods(context: RolloutContext): number {
  const { rollout, tools, namespace, allRSs } = context;
  const { restartAt } = rollout.spec;
  if (!restartAt || statusOf(rollout).restartedAt === restartAt) {
    return 0;
  }
  const from = Date.parse(restartAt);
  if (tools.now().getTime() <= from) {
    context.requeueAt(from);
    return 0;
  }
  const owners = new Set(allRSs.map(each => each.metadata.uid));
  const pods = tools.store
    .list('v1', 'Pod', { namespace })
    .filter(pod =>
      (pod.metadata.ownerReferences ?? []).some(({ uid }) => owners.has(uid)),
    );
  const replicas = replicasOf(rollout);
  const total = allRSs.reduce((sum, each) => sum + wantedReplicas(each), 0);
  const atOnce = Math.max(1, fenceposts(rollout).maxUnavailable);
  const mayRestart =
    pods.filter(isAvailable).length - (Math.max(replicas, total) - atOnce);
  const outdated = pods.filter(
    pod => Date.parse(pod.metadata.creationTimestamp) < from,
  );
  const restarted = outdated
    .filter(pod => !pod.metadata.deletionTimestamp)
    .slice(0, Math.max(0, mayRestart));
  for (const { metadata } of restarted) {
    const { name } = metadata;
    tools.store.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name });
  }
  if (outdated.length > restarted.length) {
    tools.requeueAfter(CHECK_AGAIN_MS);
  } else {
    context.newStatus.restartedAt = restartAt;
  }
  return restarted.length;
}
