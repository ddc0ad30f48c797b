import type { AnalysisPhase, Metric, MetricResult } from './AnalysisRun.ts';
import { effectiveCount, isDone, limit } from './AnalysisRun.ts';

/** Which limit has been crossed, worded as Rollouts words it. */
export function deriveViolation(
  metric: Metric,
  result: MetricResult,
): { phase: AnalysisPhase; message: string } | undefined {
  const errors = result.consecutiveError ?? 0;
  const errorLimit = limit(metric.consecutiveErrorLimit, 4);
  if (errors > errorLimit) {
    return {
      phase: 'Error',
      message: `consecutiveErrors (${errors}) > consecutiveErrorLimit (${errorLimit})`,
    };
  }
  const inconclusive = result.inconclusive ?? 0;
  const inconclusiveLimit = limit(metric.inconclusiveLimit, 0);
  if (inconclusive > inconclusiveLimit) {
    return {
      phase: 'Inconclusive',
      message: `inconclusive (${inconclusive}) > inconclusiveLimit (${inconclusiveLimit})`,
    };
  }
  const failed = result.failed ?? 0;
  const failureLimit = limit(metric.failureLimit, 0);
  if (failureLimit >= 0 && failed > failureLimit) {
    return {
      phase: 'Failed',
      message: `failed (${failed}) > failureLimit (${failureLimit})`,
    };
  }
  return undefined;
}

/** How a metric stands after its measurements so far. */
export function assessMetric(
  metric: Metric,
  result: MetricResult,
  isTerminating: boolean,
): AnalysisPhase {
  if (isDone(result.phase)) {
    return result.phase;
  }
  const last = result.measurements?.at(-1);
  if (!last) {
    return isTerminating ? 'Successful' : 'Pending';
  }
  if (!isDone(last.phase)) {
    return 'Running';
  }
  const violation = deriveViolation(metric, result);
  if (violation) {
    return violation.phase;
  }
  const successLimit = limit(metric.consecutiveSuccessLimit, 0);
  if (successLimit > 0 && (result.consecutiveSuccess ?? 0) >= successLimit) {
    return 'Successful';
  }
  const count = effectiveCount(metric);
  if (count !== undefined && (result.count ?? 0) >= count) {
    if (successLimit > 0) {
      return limit(metric.failureLimit, 0) >= 0 ? 'Inconclusive' : 'Failed';
    }
    return 'Successful';
  }
  return isTerminating ? 'Successful' : 'Running';
}
