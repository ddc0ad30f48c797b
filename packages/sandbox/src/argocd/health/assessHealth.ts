import type { StoredObject } from '../../world/seams.ts';
import type { Health, HealthCode } from '../model/Application.ts';
import { refOf } from '../model/Manifest.ts';
import { podHealth } from './podHealth.ts';
import {
  daemonSetHealth,
  deploymentHealth,
  replicaSetHealth,
  statefulSetHealth,
} from './workloadHealth.ts';

function rolloutHealth(rollout: StoredObject): Health {
  const { status, metadata } = rollout;
  const observed = Number(status?.observedGeneration);
  const generation = metadata.generation ?? 0;
  if (!status || (observed <= generation && observed !== generation)) {
    return {
      status: 'Progressing',
      message: 'Waiting for rollout spec update to be observed',
    };
  }
  if (!status.phase) {
    return {
      status: 'Progressing',
      message: 'Waiting for rollout to finish: status has not been reconciled.',
    };
  }
  return {
    status: status.phase === 'Paused' ? 'Suspended' : status.phase,
    message: status.message,
  };
}

function jobHealth({ status }: StoredObject): Health {
  const find = (type: string) =>
    (status?.conditions ?? []).find(
      (each: { type: string; status: string }) =>
        each.type === type && each.status === 'True',
    );
  const failed = find('Failed');
  const suspended = find('Suspended');
  const complete = find('Complete');
  if (failed) {
    return { status: 'Degraded', message: failed.message };
  }
  if (suspended) {
    return { status: 'Suspended', message: suspended.message };
  }
  return complete
    ? { status: 'Healthy', message: complete.message }
    : { status: 'Progressing' };
}

const HPA_DEGRADED = [
  'FailedGetScale',
  'FailedUpdateScale',
  'FailedGetResourceMetric',
  'FailedGetObjectMetric',
  'FailedGetPodsMetric',
  'FailedGetExternalMetric',
  'FailedComputeMetricsReplicas',
  'InvalidSelector',
];

function autoscalerHealth({ status }: StoredObject): Health {
  const conditions: Array<{
    type: string;
    status: string;
    reason?: string;
    message?: string;
  }> = status?.conditions ?? [];
  const bad = conditions.find(each => HPA_DEGRADED.includes(each.reason ?? ''));
  if (bad) {
    return { status: 'Degraded', message: bad.message };
  }
  const good = conditions.find(
    each =>
      ['AbleToScale', 'ScalingLimited'].includes(each.type) &&
      each.status === 'True',
  );
  return good
    ? { status: 'Healthy', message: good.message }
    : { status: 'Progressing', message: 'Waiting to Autoscale' };
}

function analysisHealth({ status }: StoredObject): Health {
  const message = status?.message;
  const phases: Record<string, HealthCode> = {
    Successful: 'Healthy',
    Failed: 'Degraded',
    Error: 'Degraded',
    Inconclusive: 'Unknown',
  };
  return { status: phases[status?.phase] ?? 'Progressing', message };
}

function isBalanced({ status }: StoredObject): boolean {
  return (status?.loadBalancer?.ingress ?? []).length > 0;
}

function applicationHealth({ status }: StoredObject): Health {
  return status?.health?.status
    ? { status: status.health.status, message: status.health.message }
    : { status: 'Progressing' };
}

const CLAIM: Record<string, HealthCode> = {
  Lost: 'Degraded',
  Pending: 'Progressing',
  Bound: 'Healthy',
};

/** The health of one object, as Argo CD assesses it; undefined for kinds that have none. */
export function assessHealth(object: StoredObject): Health | undefined {
  if (object.metadata.deletionTimestamp) {
    return { status: 'Progressing', message: 'Pending deletion' };
  }
  const { group, kind } = refOf(object);
  switch (`${group}/${kind}`) {
    case 'argoproj.io/Rollout':
      return rolloutHealth(object);
    case 'argoproj.io/AnalysisRun':
      return analysisHealth(object);
    case 'argoproj.io/Application':
      return applicationHealth(object);
    case 'apps/Deployment':
      return deploymentHealth(object);
    case 'apps/ReplicaSet':
      return replicaSetHealth(object);
    case 'apps/StatefulSet':
      return statefulSetHealth(object);
    case 'apps/DaemonSet':
      return daemonSetHealth(object);
    case '/Pod':
      return podHealth(object);
    case '/Service':
      return object.spec?.type === 'LoadBalancer' && !isBalanced(object)
        ? { status: 'Progressing' }
        : { status: 'Healthy' };
    case '/PersistentVolumeClaim':
      return { status: CLAIM[object.status?.phase] ?? 'Unknown' };
    case 'networking.k8s.io/Ingress':
      return { status: isBalanced(object) ? 'Healthy' : 'Progressing' };
    case 'batch/Job':
      return jobHealth(object);
    case 'autoscaling/HorizontalPodAutoscaler':
      return autoscalerHealth(object);
    default:
      return undefined;
  }
}
