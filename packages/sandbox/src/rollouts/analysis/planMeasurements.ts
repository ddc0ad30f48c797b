import { durationSeconds } from '../model/defaults.ts';
import type {
  AnalysisRun,
  Measurement,
  Metric,
  MetricResult,
} from './AnalysisRun.ts';
import { effectiveCount, isDone } from './AnalysisRun.ts';
import { isTerminating } from './assessRun.ts';

const AFTER_AN_ERROR_MS = 10_000;

export interface PlannedMeasurement {
  metric: Metric;
  /** One that has been begun and goes on. */
  unfinished?: Measurement;
}

function resultOf(run: AnalysisRun, metric: Metric): MetricResult | undefined {
  return run.status?.metricResults?.find(each => each.name === metric.name);
}

function isEnough(metric: Metric, result: MetricResult): boolean {
  const count = effectiveCount(metric);
  return count !== undefined && (result.count ?? 0) >= count;
}

function pauseBetween(metric: Metric, last: Measurement): number {
  if (last.phase === 'Error' || metric.interval === undefined) {
    return AFTER_AN_ERROR_MS;
  }
  return durationSeconds(metric.interval) * 1_000;
}

/** When a metric is measured next; undefined when nothing more is to come by itself. */
function nextTime(run: AnalysisRun, metric: Metric): number | undefined {
  const result = resultOf(run, metric);
  const last = result?.measurements?.at(-1);
  if (isDone(result?.phase)) {
    return undefined;
  }
  if (!result || !last) {
    const delay = metric.initialDelay
      ? durationSeconds(metric.initialDelay) * 1_000
      : 0;
    // Before the run has started there is nothing to count the delay from.
    return delay === 0
      ? 0
      : Date.parse(run.status?.startedAt ?? '') + delay || Infinity;
  }
  if (!last.finishedAt) {
    return last.resumeAt ? Date.parse(last.resumeAt) : 0;
  }
  return isEnough(metric, result)
    ? undefined
    : Date.parse(last.finishedAt) + pauseBetween(metric, last);
}

/** What is to be measured now. */
export function planMeasurements(
  run: AnalysisRun,
  now: Date,
): PlannedMeasurement[] {
  const terminating = isTerminating(run);
  return (run.spec.metrics ?? []).flatMap(metric => {
    const time = nextTime(run, metric);
    const last = resultOf(run, metric)?.measurements?.at(-1);
    const unfinished = last && !last.finishedAt ? last : undefined;
    if (time === undefined || (terminating && !unfinished)) {
      return [];
    }
    // An interval must be over: the moment at which it ends is not yet enough.
    const isDue = terminating || time === 0 || now.getTime() > time;
    return isDue ? [{ metric, unfinished }] : [];
  });
}

/** When the run has to be looked at again, in milliseconds since 1970. */
export function nextMeasurementTime(run: AnalysisRun): number | undefined {
  const times = (run.spec.metrics ?? [])
    .map(metric => nextTime(run, metric))
    .filter((time): time is number => time !== undefined && time < Infinity);
  return times.length > 0 ? Math.min(...times) : undefined;
}
