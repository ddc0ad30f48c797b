import type { StoredObject } from '../../world/seams.ts';
import { isPodActive, isPodReady } from '../pods/podConditions.ts';

export type JobOutcome =
  | { type: 'running' }
  | { type: 'complete' }
  | { type: 'failed'; reason: string; message: string };

export interface JobCounts {
  active: StoredObject[];
  ready: number;
  succeeded: number;
  failed: number;
  terminating: number;
}

export function countPods(pods: StoredObject[]): JobCounts {
  const active = pods.filter(isPodActive);
  return {
    active,
    ready: active.filter(isPodReady).length,
    succeeded: pods.filter(pod => pod.status?.phase === 'Succeeded').length,
    failed: pods.filter(pod => pod.status?.phase === 'Failed').length,
    terminating: pods.filter(
      pod =>
        pod.metadata.deletionTimestamp &&
        !['Succeeded', 'Failed'].includes(pod.status?.phase),
    ).length,
  };
}

function restarts(pods: StoredObject[]): number {
  return pods
    .flatMap(pod => pod.status?.containerStatuses ?? [])
    .reduce((sum, status) => sum + (status.restartCount ?? 0), 0);
}

/** How a job stands with these pods. */
export function deriveOutcome(
  job: StoredObject,
  counts: JobCounts,
  now: Date,
): JobOutcome {
  if (counts.succeeded >= (job.spec.completions ?? 1)) {
    return { type: 'complete' };
  }
  const failures = counts.failed + restarts(counts.active);
  if (failures > (job.spec.backoffLimit ?? 6)) {
    return {
      type: 'failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  }
  const deadline = job.spec.activeDeadlineSeconds;
  const started = Date.parse(job.status?.startTime ?? '');
  if (deadline && now.getTime() - started >= deadline * 1000) {
    return {
      type: 'failed',
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  return { type: 'running' };
}

export function isFinished(job: StoredObject): boolean {
  return (job.status?.conditions ?? []).some(
    (condition: any) =>
      ['Complete', 'Failed'].includes(condition.type) &&
      condition.status === 'True',
  );
}

function condition(
  type: string,
  now: string,
  reason: string,
  message: string,
): Record<string, unknown> {
  return {
    type,
    status: 'True',
    lastProbeTime: now,
    lastTransitionTime: now,
    reason,
    message,
  };
}

/** The status of a job with these pods and this outcome. */
export function deriveJobStatus(
  job: StoredObject,
  counts: JobCounts,
  outcome: JobOutcome,
  now: string,
): Record<string, unknown> {
  const ended = outcome.type !== 'running';
  const base = {
    startTime: job.status?.startTime ?? now,
    ...(counts.active.length && !ended ? { active: counts.active.length } : {}),
    ...(counts.succeeded ? { succeeded: counts.succeeded } : {}),
    ...(counts.failed ? { failed: counts.failed } : {}),
    ready: ended ? 0 : counts.ready,
    terminating: counts.terminating,
    uncountedTerminatedPods: {},
  };
  switch (outcome.type) {
    case 'running':
      return base;
    case 'complete': {
      const message = 'Reached expected number of succeeded pods';
      return {
        ...base,
        completionTime: now,
        conditions: ['SuccessCriteriaMet', 'Complete'].map(type =>
          condition(type, now, 'CompletionsReached', message),
        ),
      };
    }
    case 'failed':
      return {
        ...base,
        conditions: ['FailureTarget', 'Failed'].map(type =>
          condition(type, now, outcome.reason, outcome.message),
        ),
      };
    default:
      return outcome satisfies never;
  }
}
