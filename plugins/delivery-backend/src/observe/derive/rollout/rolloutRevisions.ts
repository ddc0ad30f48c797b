import { RevisionState } from '@slipway/plugin-delivery-common';
import { ReplicaSetFacts, RolloutFacts } from '../../parse';

/** More than these are history that Argo keeps for a rollback. */
const maxRevisions = 10;

/** The ReplicaSets of an owner, newest revision first. */
export function ownedReplicaSets(
  uid: string,
  replicaSets: ReplicaSetFacts[],
): ReplicaSetFacts[] {
  return replicaSets
    .filter(it => it.owner?.uid === uid)
    .sort(
      (a, b) =>
        (b.revision ?? 0) - (a.revision ?? 0) ||
        (b.createdAt ?? '').localeCompare(a.createdAt ?? ''),
    );
}

export function rolloutRevisions(
  rollout: RolloutFacts,
  replicaSets: ReplicaSetFacts[],
): RevisionState[] {
  return replicaSets.slice(0, maxRevisions).map(it => ({
    ...(it.revision !== undefined && { revision: it.revision }),
    replicaSet: it.ref.name,
    images: it.images.map(image => image.image),
    roles: rolesOf(rollout, it.hash),
    replicas: it.replicas,
    available: it.available,
    ...(it.createdAt !== undefined && { createdAt: it.createdAt }),
  }));
}

function rolesOf(
  { strategy, status }: RolloutFacts,
  hash: string | undefined,
): RevisionState['roles'] {
  if (hash === undefined) return [];
  const roles: RevisionState['roles'] = [];
  if (hash === status.stableHash) roles.push('stable');
  if (strategy === 'blue-green') {
    if (hash === status.activeHash) roles.push('active');
    if (hash === status.previewHash && hash !== status.activeHash) {
      roles.push('preview');
    }
  } else if (hash === status.currentPodHash && hash !== status.stableHash) {
    roles.push('canary');
  }
  return roles;
}
