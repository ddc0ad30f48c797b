import type { StoredObject } from '../../world/seams.ts';
import { HASH_LABEL } from './Rollout.ts';

export const DESIRED_REPLICAS_ANNOTATION =
  'rollout.argoproj.io/desired-replicas';
export const SCALE_DOWN_DEADLINE_ANNOTATION = 'scale-down-deadline';

export type ReplicaSet = StoredObject & {
  spec: {
    replicas?: number;
    selector: { matchLabels?: Record<string, string> };
    template: any;
    minReadySeconds?: number;
  };
  status?: {
    replicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    observedGeneration?: number;
    conditions?: Array<{
      type: string;
      status: 'True' | 'False' | 'Unknown';
      lastTransitionTime?: string;
      reason?: string;
      message?: string;
    }>;
  };
};

export function hashOf(replicaSet: StoredObject | undefined): string {
  return replicaSet?.metadata.labels?.[HASH_LABEL] ?? '';
}

export function wantedReplicas(replicaSet: ReplicaSet | undefined): number {
  return replicaSet?.spec.replicas ?? 0;
}

export function availableReplicas(replicaSet: ReplicaSet | undefined): number {
  return replicaSet?.status?.availableReplicas ?? 0;
}

/** What the template of these asks for. */
export function sumWanted(replicaSets: ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + wantedReplicas(each), 0);
}

export function sumActual(replicaSets: Array<ReplicaSet | undefined>): number {
  return replicaSets.reduce(
    (sum, each) => sum + (each?.status?.replicas ?? 0),
    0,
  );
}

export function sumReady(replicaSets: ReplicaSet[]): number {
  return replicaSets.reduce(
    (sum, each) => sum + (each.status?.readyReplicas ?? 0),
    0,
  );
}

export function sumAvailable(replicaSets: ReplicaSet[]): number {
  return replicaSets.reduce((sum, each) => sum + availableReplicas(each), 0);
}

export function desiredReplicas(replicaSet: ReplicaSet): number | undefined {
  const text = replicaSet.metadata.annotations?.[DESIRED_REPLICAS_ANNOTATION];
  return text === undefined ? undefined : Number(text);
}

export function hasScaleDownDeadline(
  replicaSet: ReplicaSet | undefined,
): boolean {
  return Boolean(
    replicaSet?.metadata.annotations?.[SCALE_DOWN_DEADLINE_ANNOTATION],
  );
}

/** Scaled to what the rollout wants, and all of it available. */
export function isSaturated(
  replicas: number,
  replicaSet: ReplicaSet | undefined,
): boolean {
  return (
    replicaSet !== undefined &&
    desiredReplicas(replicaSet) === replicas &&
    wantedReplicas(replicaSet) === replicas &&
    availableReplicas(replicaSet) === replicas
  );
}

export function byCreation(a: StoredObject, b: StoredObject): number {
  return (
    a.metadata.creationTimestamp.localeCompare(b.metadata.creationTimestamp) ||
    a.metadata.name.localeCompare(b.metadata.name)
  );
}

export function createdBefore(a: StoredObject, b: StoredObject): boolean {
  return a.metadata.creationTimestamp < b.metadata.creationTimestamp;
}
