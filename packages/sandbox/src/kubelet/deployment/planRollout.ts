import type { StoredObject } from '../../world/seams.ts';

/** How many pods each ReplicaSet is to have next, by name; those that stay are left out. */
export type ScalePlan = Array<{ replicaSet: StoredObject; replicas: number }>;

function resolve(value: unknown, replicas: number, roundUp: boolean): number {
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  if (percent === undefined) {
    return Number(value ?? 0);
  }
  const exact = (Number(percent) * replicas) / 100;
  return roundUp ? Math.ceil(exact) : Math.floor(exact);
}

/** How many pods there may be too many, and too few, during a rolling update. */
export function resolveLimits(deployment: StoredObject): {
  maxSurge: number;
  maxUnavailable: number;
} {
  const replicas = deployment.spec.replicas ?? 1;
  if (deployment.spec.strategy?.type === 'Recreate') {
    return { maxSurge: 0, maxUnavailable: replicas };
  }
  const rolling = deployment.spec.strategy?.rollingUpdate ?? {};
  const maxSurge = resolve(rolling.maxSurge ?? '25%', replicas, true);
  const maxUnavailable = resolve(
    rolling.maxUnavailable ?? '25%',
    replicas,
    false,
  );
  // Nothing could ever change otherwise.
  return maxSurge === 0 && maxUnavailable === 0
    ? { maxSurge, maxUnavailable: 1 }
    : { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

const replicasOf = (object: StoredObject): number => object.spec.replicas ?? 1;
const availableOf = (object: StoredObject): number =>
  object.status?.availableReplicas ?? 0;
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

/** As many as the surge allows for the newest; down to the wanted number when there are more. */
function planNew(
  deployment: StoredObject,
  newest: StoredObject,
  all: StoredObject[],
): ScalePlan {
  const wanted = deployment.spec.replicas ?? 1;
  const has = replicasOf(newest);
  if (has === wanted) {
    return [];
  }
  if (has > wanted) {
    return [{ replicaSet: newest, replicas: wanted }];
  }
  const { maxSurge } = resolveLimits(deployment);
  const room = wanted + maxSurge - sum(all.map(replicasOf));
  const more = Math.min(room, wanted - has);
  return more > 0 ? [{ replicaSet: newest, replicas: has + more }] : [];
}

/** First what is not available anyway, then as many as can be spared. */
function planOld(
  deployment: StoredObject,
  newest: StoredObject,
  old: StoredObject[],
): ScalePlan {
  const { maxUnavailable } = resolveLimits(deployment);
  const least = (deployment.spec.replicas ?? 1) - maxUnavailable;
  const newUnavailable = replicasOf(newest) - availableOf(newest);
  let spare = sum([newest, ...old].map(replicasOf)) - least - newUnavailable;
  if (spare <= 0) {
    return [];
  }
  const next = new Map(old.map(entry => [entry, replicasOf(entry)]));
  const take = (entry: StoredObject, count: number) => {
    next.set(entry, next.get(entry)! - count);
    spare -= count;
  };
  for (const entry of old) {
    const unhealthy = replicasOf(entry) - availableOf(entry);
    take(entry, Math.max(0, Math.min(spare, unhealthy)));
  }
  spare = Math.min(spare, sum([newest, ...old].map(availableOf)) - least);
  for (const entry of old) {
    take(entry, Math.max(0, Math.min(spare, next.get(entry)!)));
  }
  return [...next]
    .filter(([entry, replicas]) => replicas !== replicasOf(entry))
    .map(([replicaSet, replicas]) => ({ replicaSet, replicas }));
}

/** The next step of a Deployment towards its template. */
export function planRollout(options: {
  deployment: StoredObject;
  newest: StoredObject;
  /** Oldest first. */
  old: StoredObject[];
  /** Pods of the old ReplicaSets that are still there in any way. */
  oldPods: number;
}): ScalePlan {
  const { deployment, newest, old, oldPods } = options;
  const running = old.filter(entry => replicasOf(entry) > 0);
  if (deployment.spec.strategy?.type === 'Recreate') {
    if (running.length > 0) {
      return running.map(replicaSet => ({ replicaSet, replicas: 0 }));
    }
    return oldPods > 0 ? [] : planNew(deployment, newest, [newest]);
  }
  const up = planNew(deployment, newest, [newest, ...running]);
  return up.length > 0 ? up : planOld(deployment, newest, running);
}
