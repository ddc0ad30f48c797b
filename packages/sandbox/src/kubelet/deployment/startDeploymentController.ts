import { isDeepStrictEqual } from 'node:util';
import type { Running, StoredObject } from '../../world/seams.ts';
import type { KubeletContext } from '../control/KubeletContext.ts';
import { controls, keyOf } from '../control/objectKey.ts';
import { recordEvent } from '../control/recordEvent.ts';
import {
  controllerOf,
  type Reconciled,
  startController,
} from '../control/startController.ts';
import { timestamp } from '../control/timestamp.ts';
import { findCondition } from '../pods/podConditions.ts';
import {
  type Condition,
  deadlineIn,
  deriveAvailable,
  deriveDeploymentCounts,
  deriveProgressing,
  isComplete,
  withCondition,
} from './deploymentStatus.ts';
import { planRollout, resolveLimits } from './planRollout.ts';
import {
  findNewReplicaSet,
  newReplicaSet,
  replicaSetAnnotations,
  revisionAnnotation,
  revisionOf,
} from './revisions.ts';

const component = 'deployment-controller';

function tellScaled(
  context: KubeletContext,
  deployment: StoredObject,
  name: string,
  from: number,
  to: number,
): void {
  recordEvent(context, deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${
      to > from ? 'up' : 'down'
    } replica set ${name} from ${from} to ${to}`,
    component,
  });
}

/** The ReplicaSet of the template, made or renumbered when it has to be. */
function ensureNewest(
  context: KubeletContext,
  deployment: StoredObject,
  replicaSets: StoredObject[],
): StoredObject {
  const { store } = context;
  const known = findNewReplicaSet(deployment, replicaSets);
  const others = replicaSets.filter(entry => entry !== known);
  const last = Math.max(0, ...others.map(revisionOf));
  const revision = known
    ? Math.max(revisionOf(known), last + (revisionOf(known) > last ? 0 : 1))
    : last + 1;
  const { maxSurge } = resolveLimits(deployment);
  const annotations = replicaSetAnnotations(deployment, revision, maxSurge);
  let newest: StoredObject;
  if (known) {
    newest = store.mergePatch(keyOf(known), { metadata: { annotations } });
  } else {
    const wanted = deployment.spec.replicas ?? 1;
    const running = replicaSets.reduce(
      (sum, entry) => sum + (entry.spec.replicas ?? 0),
      0,
    );
    const isRecreate = deployment.spec.strategy?.type === 'Recreate';
    const room = isRecreate && running > 0 ? 0 : wanted + maxSurge - running;
    const replicas = Math.max(0, Math.min(wanted, room));
    newest = store.create(newReplicaSet(deployment, annotations, replicas));
    if (replicas > 0) {
      tellScaled(context, deployment, newest.metadata.name, 0, replicas);
    }
    setCondition(context, deployment, {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetCreated',
      message: `Created new replica set "${newest.metadata.name}"`,
    });
  }
  if (revisionOf(deployment) !== revision) {
    store.mergePatch(keyOf(deployment), {
      metadata: { annotations: { [revisionAnnotation]: String(revision) } },
    });
  }
  return newest;
}

function setCondition(
  context: KubeletContext,
  deployment: StoredObject,
  condition: Parameters<typeof withCondition>[1],
): void {
  const live = context.store.get(keyOf(deployment));
  if (!live) {
    return;
  }
  const conditions = withCondition(
    live.status?.conditions ?? [],
    condition,
    timestamp(context.clock.now()),
  );
  context.store.updateStatus({
    ...live,
    status: { ...live.status, conditions },
  });
}

/** Writes the status, and returns when the deadline has to be looked at again. */
function publish(
  context: KubeletContext,
  deployment: StoredObject,
  newest: StoredObject | undefined,
  all: StoredObject[],
): number | undefined {
  const { store, clock } = context;
  const live = store.get(keyOf(deployment));
  if (!live) {
    return undefined;
  }
  const now = clock.now();
  const counts = deriveDeploymentCounts(live, newest, all);
  let conditions: any[] = live.status?.conditions ?? [];
  for (const condition of [
    deriveAvailable(live, counts),
    deriveProgressing({ deployment: live, newest, counts, now }),
  ]) {
    if (condition) {
      conditions = withCondition(conditions, condition, timestamp(now));
    }
  }
  const failure = newest && findCondition(newest, 'ReplicaFailure');
  conditions = failure
    ? withCondition(conditions, failure as Condition, timestamp(now))
    : conditions.filter(entry => entry.type !== 'ReplicaFailure');
  const status = { ...counts, conditions };
  if (!isDeepStrictEqual(live.status, status)) {
    store.updateStatus({ ...live, status });
  }
  return isComplete(live, counts)
    ? undefined
    : deadlineIn(live, conditions, now);
}

function cleanUp(
  context: KubeletContext,
  deployment: StoredObject,
  old: StoredObject[],
): void {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  const idle = old.filter(
    entry => entry.spec.replicas === 0 && !entry.status?.replicas,
  );
  for (const entry of idle.slice(0, Math.max(0, idle.length - limit))) {
    context.store.delete(keyOf(entry));
  }
}

function reconcile(
  context: KubeletContext,
  deployment: StoredObject,
): Reconciled {
  const { store } = context;
  if (deployment.metadata.deletionTimestamp) {
    return undefined;
  }
  const { namespace } = deployment.metadata;
  const owned = () =>
    store
      .list('apps/v1', 'ReplicaSet', { namespace })
      .filter(entry => controls(deployment, entry))
      .sort((a, b) => revisionOf(a) - revisionOf(b));
  if (deployment.spec.paused) {
    const all = owned();
    publish(context, deployment, findNewReplicaSet(deployment, all), all);
    return undefined;
  }
  const newest = ensureNewest(context, deployment, owned());
  const old = owned().filter(
    entry => entry.metadata.uid !== newest.metadata.uid,
  );
  const oldPods = store
    .list('v1', 'Pod', { namespace })
    .filter(pod => old.some(entry => controls(entry, pod))).length;
  for (const step of planRollout({ deployment, newest, old, oldPods })) {
    const { replicaSet, replicas } = step;
    store.mergePatch(keyOf(replicaSet), { spec: { replicas } });
    tellScaled(
      context,
      deployment,
      replicaSet.metadata.name,
      replicaSet.spec.replicas ?? 1,
      replicas,
    );
  }
  cleanUp(context, deployment, old);
  const againAfter = publish(context, deployment, newest, owned());
  return againAfter === undefined ? undefined : { againAfter };
}

/** Rolls each Deployment out, one ReplicaSet for each template. */
export function startDeploymentController(context: KubeletContext): Running {
  return startController({
    name: component,
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    context,
    concerns: changed =>
      changed.kind === 'ReplicaSet'
        ? controllerOf(changed, 'Deployment')
        : undefined,
    reconcile: deployment => reconcile(context, deployment),
  });
}
