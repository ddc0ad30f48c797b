import type { ClusterStore } from '../../world/seams.ts';
import { OUTCOME_ANNOTATION } from '../act/createAnalysisRun.ts';
import { timestamp } from '../model/conditions.ts';
import type {
  AnalysisPhase,
  AnalysisRun,
  Measurement,
  MetricResult,
} from './AnalysisRun.ts';
import { isDone } from './AnalysisRun.ts';
import { arePodsReady } from './arePodsReady.ts';
import { resumeJob, startJob, terminateJob } from './jobProvider.ts';
import type { PlannedMeasurement } from './planMeasurements.ts';

const OUTCOMES: Record<string, AnalysisPhase> = {
  successful: 'Successful',
  failed: 'Failed',
  inconclusive: 'Inconclusive',
  error: 'Error',
};

export interface MeasureInput {
  store: ClusterStore;
  run: AnalysisRun;
  now: Date;
  isTerminating: boolean;
}

/** What a monitoring system would have answered. */
function simulate(input: MeasureInput): Measurement {
  const { store, run, now } = input;
  const wanted = run.metadata.annotations?.[OUTCOME_ANNOTATION] ?? '';
  const phase =
    OUTCOMES[wanted] ?? (arePodsReady(store, run) ? 'Successful' : 'Failed');
  const time = timestamp(now);
  return {
    phase,
    startedAt: time,
    finishedAt: time,
    ...(phase === 'Error'
      ? { message: 'the simulated metric provider cannot be reached' }
      : { value: phase === 'Successful' ? '1' : '0' }),
  };
}

function measureOnce(
  input: MeasureInput,
  planned: PlannedMeasurement,
  result: MetricResult | undefined,
): Measurement {
  if (!planned.metric.provider?.job) {
    return simulate(input);
  }
  if (!planned.unfinished) {
    const taken = (result?.count ?? 0) + (result?.error ?? 0);
    return startJob(input, planned.metric, taken + 1);
  }
  return input.isTerminating
    ? terminateJob(input, planned.unfinished)
    : resumeJob(input, planned.unfinished);
}

function count(result: MetricResult, phase: AnalysisPhase): MetricResult {
  const plus = (value: number | undefined) => (value ?? 0) + 1;
  switch (phase) {
    case 'Successful':
      return {
        ...result,
        successful: plus(result.successful),
        count: plus(result.count),
        consecutiveError: undefined,
        consecutiveSuccess: plus(result.consecutiveSuccess),
      };
    case 'Error':
      return {
        ...result,
        error: plus(result.error),
        consecutiveError: plus(result.consecutiveError),
        consecutiveSuccess: undefined,
      };
    case 'Failed':
    case 'Inconclusive':
      return {
        ...result,
        ...(phase === 'Failed'
          ? { failed: plus(result.failed) }
          : { inconclusive: plus(result.inconclusive) }),
        count: plus(result.count),
        consecutiveError: undefined,
        consecutiveSuccess: undefined,
      };
    default:
      return result;
  }
}

/** Takes the planned measurements and adds them to the results so far. */
export function measure(
  input: MeasureInput,
  planned: PlannedMeasurement[],
): MetricResult[] {
  const results = [...(input.run.status?.metricResults ?? [])];
  const dry = (input.run.spec.dryRun ?? []).map(each => each.metricName);
  for (const each of planned) {
    const { name } = each.metric;
    const index = results.findIndex(result => result.name === name);
    const known: MetricResult = results[index] ?? {
      name,
      phase: 'Running',
      ...(dry.includes(name) ? { dryRun: true } : {}),
    };
    const taken = measureOnce(input, each, results[index]);
    const before = known.measurements ?? [];
    const result = {
      ...(isDone(taken.phase) ? count(known, taken.phase) : known),
      measurements: [
        ...(each.unfinished ? before.slice(0, -1) : before),
        taken,
      ],
    };
    results.splice(
      index < 0 ? results.length : index,
      index < 0 ? 0 : 1,
      result,
    );
  }
  // As many as Rollouts keeps.
  return results.map(result => ({
    ...result,
    measurements: result.measurements?.slice(-10),
  }));
}
