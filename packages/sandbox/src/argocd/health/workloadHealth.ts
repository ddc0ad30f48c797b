import type { StoredObject } from '../../world/seams.ts';
import type { Health } from '../model/Application.ts';

function progressing(message: string): Health {
  return { status: 'Progressing', message };
}

function isUnobserved({ metadata, status }: StoredObject): boolean {
  return (metadata.generation ?? 0) > (status?.observedGeneration ?? 0);
}

export function deploymentHealth(deployment: StoredObject): Health {
  const { spec, status = {}, metadata } = deployment;
  if (spec?.paused) {
    return { status: 'Suspended', message: 'Deployment is paused' };
  }
  if (isUnobserved(deployment)) {
    return progressing(
      'Waiting for rollout to finish: observed deployment generation less than desired generation',
    );
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const isLate = (status.conditions ?? []).some(
    (each: { type: string; reason?: string }) =>
      each.type === 'Progressing' && each.reason === 'ProgressDeadlineExceeded',
  );
  if (isLate) {
    return {
      status: 'Degraded',
      message: `Deployment "${metadata.name}" exceeded its progress deadline`,
    };
  }
  const wanted = spec?.replicas ?? 1;
  if (updatedReplicas < wanted) {
    return progressing(
      `Waiting for rollout to finish: ${updatedReplicas} out of ${wanted} new replicas have been updated...`,
    );
  }
  if (replicas > updatedReplicas) {
    return progressing(
      `Waiting for rollout to finish: ${
        replicas - updatedReplicas
      } old replicas are pending termination...`,
    );
  }
  if (availableReplicas < updatedReplicas) {
    return progressing(
      `Waiting for rollout to finish: ${availableReplicas} of ${updatedReplicas} updated replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}

export function replicaSetHealth(replicaSet: StoredObject): Health {
  const { spec, status = {} } = replicaSet;
  if (isUnobserved(replicaSet)) {
    return progressing(
      'Waiting for rollout to finish: observed replica set generation less than desired generation',
    );
  }
  const failure = (status.conditions ?? []).find(
    (each: { type: string; status: string }) =>
      each.type === 'ReplicaFailure' && each.status === 'True',
  );
  if (failure) {
    return { status: 'Degraded', message: failure.message };
  }
  const available = status.availableReplicas ?? 0;
  const wanted = spec?.replicas ?? 1;
  return available < wanted
    ? progressing(
        `Waiting for rollout to finish: ${available} out of ${wanted} new replicas are available...`,
      )
    : { status: 'Healthy' };
}

export function statefulSetHealth(set: StoredObject): Health {
  const { spec, status = {} } = set;
  if (isUnobserved(set)) {
    return progressing('Waiting for statefulset spec update to be observed...');
  }
  const missing = (spec?.replicas ?? 1) - (status.readyReplicas ?? 0);
  if (missing > 0) {
    return progressing(`Waiting for ${missing} pods to be ready...`);
  }
  return status.updateRevision === status.currentRevision
    ? {
        status: 'Healthy',
        message: `statefulset rolling update complete ${
          status.currentReplicas ?? 0
        } pods at revision ${status.currentRevision}...`,
      }
    : progressing(
        `waiting for statefulset rolling update to complete ${
          status.updatedReplicas ?? 0
        } pods at revision ${status.updateRevision}...`,
      );
}

export function daemonSetHealth(set: StoredObject): Health {
  const { status = {}, metadata } = set;
  if (isUnobserved(set)) {
    return progressing(
      'Waiting for rollout to finish: observed daemon set generation less than desired generation',
    );
  }
  const {
    desiredNumberScheduled: desired = 0,
    updatedNumberScheduled: updated = 0,
    numberAvailable: available = 0,
  } = status;
  const waiting = `Waiting for daemon set "${metadata.name}" rollout to finish:`;
  if (updated < desired) {
    return progressing(
      `${waiting} ${updated} out of ${desired} new pods have been updated...`,
    );
  }
  return available < desired
    ? progressing(
        `${waiting} ${available} of ${desired} updated pods are available...`,
      )
    : { status: 'Healthy' };
}
