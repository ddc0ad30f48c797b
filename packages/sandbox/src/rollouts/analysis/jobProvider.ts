import { KubernetesApiError, type StoredObject } from '../../world/seams.ts';
import { OUTCOME_ANNOTATION } from '../act/createAnalysisRun.ts';
import { timestamp } from '../model/conditions.ts';
import { ROLLOUT_API } from '../model/Rollout.ts';
import { arePodsReady } from './arePodsReady.ts';
import type { Measurement, Metric } from './AnalysisRun.ts';
import type { MeasureInput } from './measure.ts';

const NAME_LIMIT = 63;
/** A pod that waits for one of these waits for ever. */
const HOPELESS = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName'];

function jobName(run: StoredObject, metric: Metric, number: number): string {
  const rest = run.metadata.uid.length + String(number).length + 2;
  return [
    run.metadata.uid,
    metric.name.slice(0, NAME_LIMIT - rest),
    number,
  ].join('.');
}

function failed(input: MeasureInput, message: string): Measurement {
  const time = timestamp(input.now);
  return { phase: 'Error', message, startedAt: time, finishedAt: time };
}

/**
 * What the pod of the Job is to do: the node of the sandbox runs nothing, so a check of pods that
 * are not ready, or one that is wanted to fail, has to be told to.
 */
function behaviour(input: MeasureInput): Record<string, string> {
  const outcome = input.run.metadata.annotations?.[OUTCOME_ANNOTATION];
  const isGood =
    outcome === undefined
      ? arePodsReady(input.store, input.run)
      : outcome === 'successful';
  return isGood ? {} : { 'sandbox.slipway.dev/behaviour': 'crash' };
}

/** Makes the Job that is the measurement. */
export function startJob(
  input: MeasureInput,
  metric: Metric,
  number: number,
): Measurement {
  const { store, run, now } = input;
  const { spec, metadata } = metric.provider.job;
  const namespace = run.metadata.namespace;
  const name = jobName(run, metric, number);
  const uid = { 'analysisrun.argoproj.io/uid': run.metadata.uid };
  try {
    store.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace,
        labels: { ...metadata?.labels, ...uid },
        annotations: {
          ...metadata?.annotations,
          'analysisrun.argoproj.io/name': run.metadata.name,
          'analysisrun.argoproj.io/namespace': namespace,
          'analysisrun.argoproj.io/metric-name': metric.name,
        },
        ownerReferences: [
          {
            apiVersion: ROLLOUT_API,
            kind: 'AnalysisRun',
            name: run.metadata.name,
            uid: run.metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      spec: {
        ...spec,
        template: {
          ...spec.template,
          metadata: {
            ...spec.template?.metadata,
            labels: { ...spec.template?.metadata?.labels, ...uid },
            annotations: {
              ...spec.template?.metadata?.annotations,
              ...behaviour(input),
            },
          },
        },
      },
    });
  } catch (error) {
    if (!(error instanceof KubernetesApiError)) {
      throw error;
    }
    if (error.reason !== 'AlreadyExists') {
      return failed(input, error.message);
    }
  }
  return {
    phase: 'Running',
    startedAt: timestamp(now),
    resumeAt: timestamp(now),
    metadata: { 'job-name': name, 'job-namespace': namespace ?? '' },
  };
}

function keyOf(measurement: Measurement) {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    namespace: measurement.metadata?.['job-namespace'],
    name: measurement.metadata?.['job-name'] ?? '',
  };
}

function findHopelessPod(input: MeasureInput, job: StoredObject) {
  for (const pod of input.store.list('v1', 'Pod', {
    namespace: job.metadata.namespace,
  })) {
    if (!pod.metadata.ownerReferences?.some(o => o.uid === job.metadata.uid)) {
      continue;
    }
    for (const container of pod.status?.containerStatuses ?? []) {
      const waiting = container.state?.waiting;
      if (HOPELESS.includes(waiting?.reason)) {
        return `Pod ${pod.metadata.name}, container ${
          container.name
        } has terminal error (${waiting.reason}): ${waiting.message ?? ''}`;
      }
    }
  }
  return undefined;
}

/** Looks how the Job is doing. */
export function resumeJob(
  input: MeasureInput,
  measurement: Measurement,
): Measurement {
  const { store, now } = input;
  const key = keyOf(measurement);
  const job = store.get(key);
  const finished = { ...measurement, finishedAt: timestamp(now) };
  if (!job) {
    const message = `jobs.batch "${key.name}" not found`;
    return { ...finished, phase: 'Error', message };
  }
  const ended = (type: string) =>
    (job.status?.conditions ?? []).some(
      (each: { type: string; status: string }) =>
        each.type === type && each.status === 'True',
    );
  if (ended('Complete')) {
    return { ...finished, phase: 'Successful' };
  }
  if (ended('Failed')) {
    return { ...finished, phase: 'Failed' };
  }
  const message = findHopelessPod(input, job);
  if (message) {
    return { ...finished, phase: 'Inconclusive', message };
  }
  const elapsed =
    (now.getTime() - Date.parse(measurement.startedAt ?? '')) / 1_000;
  const wait = Math.sqrt(2 * Math.max(0.5, elapsed)) * 1_000;
  return {
    ...measurement,
    resumeAt: timestamp(new Date(now.getTime() + wait)),
  };
}

/** Ends the Job because its result is no longer wanted. */
export function terminateJob(
  input: MeasureInput,
  measurement: Measurement,
): Measurement {
  const key = keyOf(measurement);
  if (input.store.get(key)) {
    input.store.delete(key);
  }
  return {
    ...measurement,
    phase: 'Inconclusive',
    message: 'Metric Terminated',
    finishedAt: timestamp(input.now),
  };
}
