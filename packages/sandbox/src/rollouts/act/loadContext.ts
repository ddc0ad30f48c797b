import type { StoredObject } from '../../world/seams.ts';
import { podTemplateHash } from '../model/podTemplateHash.ts';
import type { ReplicaSet } from '../model/ReplicaSet.ts';
import {
  byCreation,
  hashOf,
  hasScaleDownDeadline,
} from '../model/ReplicaSet.ts';
import type { Rollout } from '../model/Rollout.ts';
import { ROLLOUT_API, statusOf, templateOf } from '../model/Rollout.ts';
import {
  type AnalysisRun,
  type CurrentAnalysisRuns,
  RolloutContext,
  type RolloutTools,
} from './RolloutContext.ts';

export function isOwnedBy(object: StoredObject, owner: StoredObject): boolean {
  return (object.metadata.ownerReferences ?? []).some(
    reference =>
      reference.controller === true && reference.uid === owner.metadata.uid,
  );
}

/** Sorts the ReplicaSets by the part that they play. */
export function assignReplicaSets(
  context: RolloutContext,
  all: ReplicaSet[],
): void {
  const { rollout } = context;
  const { collisionCount, stableRS: stableHash } = statusOf(rollout);
  const newHash = podTemplateHash(templateOf(rollout), collisionCount);
  context.allRSs = all;
  context.newRS = all.find(each => hashOf(each) === newHash);
  context.stableRS = stableHash
    ? all.find(each => hashOf(each) === stableHash)
    : undefined;
  context.isNewWithinDelay = hasScaleDownDeadline(context.newRS);
  context.olderRSs = all.filter(each => each !== context.newRS);
  context.otherRSs = context.olderRSs.filter(each => each !== context.stableRS);
}

function assignRuns(context: RolloutContext, runs: AnalysisRun[]): void {
  const { canary, blueGreen } = statusOf(context.rollout);
  const find = (reference: { name: string } | undefined) =>
    reference && runs.find(run => run.metadata.name === reference.name);
  const current: CurrentAnalysisRuns = {
    step: find(canary?.currentStepAnalysisRunStatus),
    background: find(canary?.currentBackgroundAnalysisRunStatus),
    prePromotion: find(blueGreen?.prePromotionAnalysisRunStatus),
    postPromotion: find(blueGreen?.postPromotionAnalysisRunStatus),
  };
  context.currentRuns = current;
  context.otherRuns = runs.filter(run => !Object.values(current).includes(run));
}

/** Reads what belongs to a rollout. */
export function loadContext(
  tools: RolloutTools,
  rollout: Rollout,
): RolloutContext {
  const context = new RolloutContext(tools, rollout);
  const namespace = rollout.metadata.namespace;
  const replicaSets = tools.store
    .list('apps/v1', 'ReplicaSet', { namespace })
    .filter(each => isOwnedBy(each, rollout))
    .sort(byCreation) as ReplicaSet[];
  const runs = tools.store
    .list(ROLLOUT_API, 'AnalysisRun', { namespace })
    .filter(each => isOwnedBy(each, rollout));
  assignReplicaSets(context, replicaSets);
  assignRuns(context, runs);
  return context;
}
