import { timestamp } from '../model/conditions.ts';
import type { RolloutEvent } from '../decide/deriveConditions.ts';
import type {
  AnalysisPhase,
  AnalysisRun,
  AnalysisRunStatus,
  MetricResult,
  RunSummary,
} from './AnalysisRun.ts';
import { isDone } from './AnalysisRun.ts';
import { assessMetric, deriveViolation } from './assessMetric.ts';

const FROM_WORST: AnalysisPhase[] = [
  'Error',
  'Failed',
  'Inconclusive',
  'Successful',
];

function isWorse(current: AnalysisPhase, other: AnalysisPhase): boolean {
  return FROM_WORST.indexOf(other) < FROM_WORST.indexOf(current);
}

function warning(phase: AnalysisPhase): 'Warning' | 'Normal' {
  return phase === 'Failed' || phase === 'Error' ? 'Warning' : 'Normal';
}

function countIn(summary: RunSummary, phase: AnalysisPhase): void {
  switch (phase) {
    case 'Error':
      summary.error = (summary.error ?? 0) + 1;
      break;
    case 'Failed':
      summary.failed = (summary.failed ?? 0) + 1;
      break;
    case 'Inconclusive':
      summary.inconclusive = (summary.inconclusive ?? 0) + 1;
      break;
    default:
      summary.successful = (summary.successful ?? 0) + 1;
  }
}

/** A run is over as soon as it is told to end, or as one metric is lost for good. */
export function isTerminating(run: AnalysisRun): boolean {
  const dry = new Set((run.spec.dryRun ?? []).map(each => each.metricName));
  return (
    Boolean(run.spec.terminate) ||
    (run.status?.metricResults ?? []).some(
      result =>
        !dry.has(result.name) &&
        ['Error', 'Failed', 'Inconclusive'].includes(result.phase),
    )
  );
}

/** The status of a run after its metrics have been measured. */
export function assessRun(
  run: AnalysisRun,
  results: MetricResult[],
  now: Date,
): { status: AnalysisRunStatus; events: RolloutEvent[] } {
  const events: RolloutEvent[] = [];
  const dry = new Set((run.spec.dryRun ?? []).map(each => each.metricName));
  const terminating = isTerminating({
    ...run,
    status: { ...run.status, metricResults: results },
  });
  const runSummary: RunSummary = {};
  const dryRunSummary: RunSummary = {};
  let worst: AnalysisPhase = '';
  let message = run.spec.terminate ? 'Run Terminated' : '';
  let isEverythingDone = true;

  const metricResults = results.map(result => ({ ...result }));
  for (const metric of run.spec.metrics ?? []) {
    const isDry = dry.has(metric.name);
    const summary = isDry ? dryRunSummary : runSummary;
    summary.count = (summary.count ?? 0) + 1;
    const result = metricResults.find(each => each.name === metric.name);
    if (!result) {
      isEverythingDone = false;
      continue;
    }
    const phase = assessMetric(metric, result, terminating);
    if (phase !== result.phase) {
      if (isDone(phase)) {
        events.push({
          reason: `Metric${phase}`,
          message: `Metric '${metric.name}' Completed. Result: ${phase}`,
          type: warning(phase),
        });
      }
      result.message = result.measurements?.at(-1)?.message;
      result.phase = phase;
    }
    if (!isDone(phase)) {
      isEverythingDone = false;
      continue;
    }
    const violation = deriveViolation(metric, result);
    countIn(summary, violation?.phase ?? 'Successful');
    if (isDry) {
      worst ||= 'Successful';
      if (violation) {
        result.message = `Metric assessed ${phase} due to ${violation.message}`;
      }
    } else if (worst === '' || isWorse(worst, phase)) {
      worst = phase;
      if (violation) {
        message = `Metric "${metric.name}" assessed ${phase} due to ${violation.message}`;
        if (result.message) {
          message += `: "Error Message: ${result.message}"`;
        }
      }
    }
  }

  let phase: AnalysisPhase = 'Running';
  if (terminating) {
    phase = worst || 'Successful';
  } else if (isEverythingDone && worst) {
    phase = worst;
  }
  if (isDone(phase)) {
    events.push({
      reason: `AnalysisRun${phase}`,
      message: `Analysis Completed. Result: ${phase}`,
      type: warning(phase),
    });
  }
  return {
    events,
    status: {
      ...run.status,
      phase,
      ...(isDone(phase) && message ? { message } : {}),
      metricResults,
      startedAt: run.status?.startedAt ?? timestamp(now),
      ...(isDone(phase) ? { completedAt: timestamp(now) } : {}),
      runSummary,
      dryRunSummary,
    },
  };
}
