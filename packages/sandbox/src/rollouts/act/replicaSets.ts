import type { NewObject } from '../../world/seams.ts';
import { newCondition, withCondition } from '../model/conditions.ts';
import { podTemplateHash } from '../model/podTemplateHash.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import {
  DESIRED_REPLICAS_ANNOTATION,
  desiredReplicas,
  SCALE_DOWN_DEADLINE_ANNOTATION,
  wantedReplicas,
} from '../model/ReplicaSet.ts';
import type { Rollout } from '../model/Rollout.ts';
import {
  HASH_LABEL,
  replicasOf,
  REVISION_ANNOTATION,
  revisionOf,
  ROLLOUT_API,
  statusOf,
  templateOf,
} from '../model/Rollout.ts';
import { assignReplicaSets } from './loadContext.ts';
import { resolveWorkload } from './resolveWorkload.ts';
import type { RolloutContext } from './RolloutContext.ts';

const HISTORY_ANNOTATION = 'rollout.argoproj.io/revision-history';
const NOT_COPIED = [
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION_ANNOTATION,
  HISTORY_ANNOTATION,
  DESIRED_REPLICAS_ANNOTATION,
];

function copiedAnnotations(rollout: Rollout): Record<string, string> {
  return Object.fromEntries(
    Object.entries(rollout.metadata.annotations ?? {}).filter(
      ([key]) => !NOT_COPIED.includes(key),
    ),
  );
}

/** Replaces a ReplicaSet; whoever holds it sees the new one. */
export function updateReplicaSet(
  context: RolloutContext,
  replicaSet: ReplicaSet,
): void {
  Object.assign(replicaSet, context.tools.store.update(replicaSet));
}

function nextRevision(context: RolloutContext): number {
  return Math.max(0, ...context.olderRSs.map(revisionOf)) + 1;
}

function setRolloutRevision(context: RolloutContext, revision: string): void {
  const { rollout, tools } = context;
  if (rollout.metadata.annotations?.[REVISION_ANNOTATION] === revision) {
    return;
  }
  const { name, namespace } = rollout.metadata;
  context.rollout = resolveWorkload(
    tools.store,
    tools.store.mergePatch(
      { apiVersion: ROLLOUT_API, kind: 'Rollout', namespace, name },
      { metadata: { annotations: { [REVISION_ANNOTATION]: revision } } },
    ) as Rollout,
  );
  context.record('RolloutUpdated', `Rollout updated to revision ${revision}`);
}

function setProgressing(
  context: RolloutContext,
  reason: string,
  message: string,
): void {
  const status = statusOf(context.rollout);
  const { conditions } = withCondition(
    status.conditions,
    newCondition(context.tools.now(), 'Progressing', 'True', reason, message),
  );
  context.rollout = resolveWorkload(
    context.tools.store,
    context.tools.store.updateStatus({
      ...context.rollout,
      status: { blueGreen: {}, canary: {}, ...status, conditions },
    }) as Rollout,
  );
}

function newReplicaSet(
  rollout: Rollout,
  hash: string,
  revision: string,
): NewObject {
  const template = templateOf(rollout);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${rollout.metadata.name}-${hash}`,
      namespace: rollout.metadata.namespace,
      labels,
      annotations: {
        ...copiedAnnotations(rollout),
        [REVISION_ANNOTATION]: revision,
        [DESIRED_REPLICAS_ANNOTATION]: String(replicasOf(rollout)),
      },
      ownerReferences: [
        {
          apiVersion: ROLLOUT_API,
          kind: 'Rollout',
          name: rollout.metadata.name,
          uid: rollout.metadata.uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: {
      replicas: 0,
      minReadySeconds: rollout.spec.minReadySeconds,
      selector: {
        matchLabels: {
          ...rollout.spec.selector?.matchLabels,
          [HASH_LABEL]: hash,
        },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** Makes the ReplicaSet of the rollout's template, with no pods yet. */
export function createReplicaSet(context: RolloutContext): void {
  const { rollout, tools, allRSs } = context;
  const revision = String(nextRevision(context));
  const hash = podTemplateHash(
    templateOf(rollout),
    statusOf(rollout).collisionCount,
  );
  const created = tools.store.create(
    newReplicaSet(rollout, hash, revision),
  ) as ReplicaSet;
  const { name } = created.metadata;
  setRolloutRevision(context, revision);
  context.record(
    'NewReplicaSetCreated',
    `Created ReplicaSet ${name} (revision ${revision})`,
  );
  setProgressing(
    context,
    'NewReplicaSetCreated',
    `Created new replica set "${name}"`,
  );
  assignReplicaSets(context, [...allRSs, created]);
}

/** Gives the new ReplicaSet the highest revision, and the rollout the same. */
export function syncRevision(context: RolloutContext): void {
  const { newRS, rollout } = context;
  if (!newRS) {
    return;
  }
  const annotations = newRS.metadata.annotations ?? {};
  const known = revisionOf(newRS);
  const wanted = nextRevision(context);
  const copied = copiedAnnotations(rollout);
  const changed =
    known < wanted ||
    Object.keys(copied).some(key => annotations[key] !== copied[key]);
  if (changed || newRS.spec.minReadySeconds !== rollout.spec.minReadySeconds) {
    const history = annotations[HISTORY_ANNOTATION];
    newRS.metadata.annotations = {
      ...annotations,
      ...copied,
      [REVISION_ANNOTATION]: String(Math.max(known, wanted)),
      ...(changed && known > 0 && known < wanted
        ? { [HISTORY_ANNOTATION]: history ? `${history},${known}` : `${known}` }
        : {}),
    };
    newRS.spec.minReadySeconds = rollout.spec.minReadySeconds;
    updateReplicaSet(context, newRS);
  }
  setRolloutRevision(context, String(revisionOf(newRS)));
  if (
    !statusOf(context.rollout).conditions?.some(c => c.type === 'Progressing')
  ) {
    setProgressing(
      context,
      'FoundNewReplicaSet',
      `Found new replica set "${newRS.metadata.name}"`,
    );
  }
}

/** Whether the number of replicas that the rollout wants has changed since the last pass. */
export function isScalingEvent(context: RolloutContext): boolean {
  return [context.newRS, context.stableRS].some(each => {
    const desired = each && wantedReplicas(each) > 0 && desiredReplicas(each);
    return (
      typeof desired === 'number' && desired !== replicasOf(context.rollout)
    );
  });
}

/** Sets the number of pods of a ReplicaSet; tells whether that was a change. */
export function scale(
  context: RolloutContext,
  replicaSet: ReplicaSet,
  count: number,
  options: { keepDeadline?: boolean } = {},
): boolean {
  const before = wantedReplicas(replicaSet);
  const replicas = replicasOf(context.rollout);
  if (before === count && desiredReplicas(replicaSet) === replicas) {
    return false;
  }
  const annotations: Record<string, string> = {
    ...replicaSet.metadata.annotations,
    [DESIRED_REPLICAS_ANNOTATION]: String(replicas),
  };
  if (count === 0 && !options.keepDeadline) {
    delete annotations[SCALE_DOWN_DEADLINE_ANNOTATION];
  }
  replicaSet.metadata.annotations = annotations;
  replicaSet.spec.replicas = count;
  updateReplicaSet(context, replicaSet);
  if (before === count) {
    return false;
  }
  context.record(
    'ScalingReplicaSet',
    `Scaled ${before < count ? 'up' : 'down'} ReplicaSet ${
      replicaSet.metadata.name
    } (revision ${revisionOf(replicaSet)}) from ${before} to ${count}`,
  );
  return true;
}
