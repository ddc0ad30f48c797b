import type { StoredObject } from '../../world/seams.ts';

export type AnalysisPhase =
  | ''
  | 'Pending'
  | 'Running'
  | 'Successful'
  | 'Failed'
  | 'Error'
  | 'Inconclusive';

export interface Metric {
  name: string;
  interval?: string;
  initialDelay?: string;
  count?: number | string;
  successCondition?: string;
  failureCondition?: string;
  failureLimit?: number | string;
  inconclusiveLimit?: number | string;
  consecutiveErrorLimit?: number | string;
  consecutiveSuccessLimit?: number | string;
  provider: Record<string, any>;
}

export interface Measurement {
  phase: AnalysisPhase;
  message?: string;
  startedAt?: string;
  finishedAt?: string;
  value?: string;
  metadata?: Record<string, string>;
  resumeAt?: string;
}

export interface MetricResult {
  name: string;
  phase: AnalysisPhase;
  measurements?: Measurement[];
  message?: string;
  count?: number;
  successful?: number;
  failed?: number;
  inconclusive?: number;
  error?: number;
  consecutiveError?: number;
  consecutiveSuccess?: number;
  dryRun?: boolean;
}

export interface RunSummary {
  count?: number;
  successful?: number;
  failed?: number;
  inconclusive?: number;
  error?: number;
}

export interface AnalysisRunStatus {
  phase?: AnalysisPhase;
  message?: string;
  metricResults?: MetricResult[];
  startedAt?: string;
  completedAt?: string;
  runSummary?: RunSummary;
  dryRunSummary?: RunSummary;
}

export type AnalysisRun = StoredObject & {
  spec: {
    metrics?: Metric[];
    args?: Array<{
      name: string;
      value?: string;
      valueFrom?: { secretKeyRef?: { name: string; key: string } };
    }>;
    dryRun?: Array<{ metricName: string }>;
    terminate?: boolean;
    ttlStrategy?: { secondsAfterCompletion?: number };
  };
  status?: AnalysisRunStatus;
};

export function isDone(phase: AnalysisPhase | undefined): boolean {
  return ['Successful', 'Failed', 'Error', 'Inconclusive'].includes(
    phase ?? '',
  );
}

/** A limit that may be written as a number or as text. */
export function limit(
  value: number | string | undefined,
  byDefault: number,
): number {
  return value === undefined ? byDefault : Number(value);
}

/** How often a metric is measured in all; undefined when it goes on without an end. */
export function effectiveCount(metric: Metric): number | undefined {
  const count = Number(metric.count ?? 0);
  if (count > 0) {
    return count;
  }
  return metric.interval === undefined ? 1 : undefined;
}
