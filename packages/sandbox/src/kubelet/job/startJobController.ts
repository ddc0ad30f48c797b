import { isDeepStrictEqual } from 'node:util';
import {
  KubernetesApiError,
  type Running,
  type StoredObject,
} from '../../world/seams.ts';
import type { KubeletContext } from '../control/KubeletContext.ts';
import { controls, keyOf } from '../control/objectKey.ts';
import { recordEvent } from '../control/recordEvent.ts';
import {
  controllerOf,
  type Reconciled,
  startController,
} from '../control/startController.ts';
import { timestamp } from '../control/timestamp.ts';
import { podFromTemplate } from '../replicaset/podTemplate.ts';
import {
  countPods,
  deriveJobStatus,
  deriveOutcome,
  isFinished,
  type JobCounts,
} from './deriveJob.ts';

const component = 'job-controller';

/** How long a failed pod's successor is held back. */
function retryIn(
  context: KubeletContext,
  pods: StoredObject[],
  failed: number,
): number {
  if (failed === 0) {
    return 0;
  }
  const { backOff, longestBackOff } = context.timings;
  const lastFailure = Math.max(
    ...pods
      .filter(pod => pod.status?.phase === 'Failed')
      .flatMap(pod => pod.status?.containerStatuses ?? [])
      .map(status => Date.parse(status.state?.terminated?.finishedAt ?? ''))
      .filter(time => !Number.isNaN(time)),
  );
  const wait = Math.min(backOff * 2 ** (failed - 1), longestBackOff);
  const left = lastFailure + wait - context.clock.now().getTime();
  return Number.isFinite(left) ? Math.max(0, left) : 0;
}

function createPod(context: KubeletContext, job: StoredObject): void {
  try {
    const pod = context.store.create(podFromTemplate(job));
    recordEvent(context, job, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name}`,
      component,
    });
  } catch (error) {
    if (error instanceof KubernetesApiError) {
      recordEvent(context, job, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: `Error creating: ${error.message}`,
        component,
      });
    }
    throw error;
  }
}

function finish(
  context: KubeletContext,
  job: StoredObject,
  counts: JobCounts,
  outcome:
    | { type: 'complete' }
    | { type: 'failed'; reason: string; message: string },
): void {
  counts.active.forEach(pod => context.store.delete(keyOf(pod)));
  recordEvent(
    context,
    job,
    outcome.type === 'complete'
      ? {
          type: 'Normal',
          reason: 'Completed',
          message: 'Job completed',
          component,
        }
      : {
          type: 'Warning',
          reason: outcome.reason,
          message: outcome.message,
          component,
        },
  );
}

/** A job that says how long it stays after its end goes then. */
function expire(context: KubeletContext, job: StoredObject): Reconciled {
  const ttl = job.spec.ttlSecondsAfterFinished;
  if (ttl === undefined) {
    return undefined;
  }
  const last = (job.status?.conditions ?? []).at(-1)?.lastTransitionTime;
  const left = Date.parse(last) + ttl * 1000 - context.clock.now().getTime();
  if (left > 0) {
    return { againAfter: left };
  }
  context.store.delete(keyOf(job));
  return undefined;
}

function reconcile(context: KubeletContext, job: StoredObject): Reconciled {
  const { store, clock } = context;
  if (job.metadata.deletionTimestamp || job.spec.suspend) {
    return undefined;
  }
  if (isFinished(job)) {
    return expire(context, job);
  }
  const pods = store
    .list('v1', 'Pod', { namespace: job.metadata.namespace })
    .filter(pod => controls(job, pod));
  const now = clock.now();
  const counts = countPods(pods);
  const outcome = deriveOutcome(job, counts, now);
  let againAfter: number | undefined;
  if (outcome.type === 'running') {
    const wanted = Math.min(
      job.spec.parallelism ?? 1,
      (job.spec.completions ?? 1) - counts.succeeded,
    );
    const wait = retryIn(context, pods, counts.failed);
    if (counts.active.length < wanted && wait > 0) {
      againAfter = wait;
    } else {
      for (let made = counts.active.length; made < wanted; made += 1) {
        createPod(context, job);
      }
    }
  } else {
    finish(context, job, counts, outcome);
  }
  const live = store.get(keyOf(job));
  const status = deriveJobStatus(job, counts, outcome, timestamp(now));
  if (live && !isDeepStrictEqual(live.status, status)) {
    store.updateStatus({ ...live, status });
  }
  const deadline = job.spec.activeDeadlineSeconds;
  if (againAfter === undefined && deadline && outcome.type === 'running') {
    const started = Date.parse(live?.status?.startTime ?? timestamp(now));
    againAfter = Math.max(1, started + deadline * 1000 - now.getTime());
  }
  return againAfter === undefined ? undefined : { againAfter };
}

/** Runs each Job's pods until enough of them ended well, or too many did not. */
export function startJobController(context: KubeletContext): Running {
  return startController({
    name: component,
    apiVersion: 'batch/v1',
    kind: 'Job',
    context,
    concerns: changed =>
      changed.kind === 'Pod' ? controllerOf(changed, 'Job') : undefined,
    reconcile: job => reconcile(context, job),
  });
}
