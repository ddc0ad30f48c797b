import type { RolloutTools } from '../act/RolloutContext.ts';
import { timestamp } from '../model/conditions.ts';
import { ROLLOUT_API } from '../model/Rollout.ts';
import type { AnalysisRun, AnalysisRunStatus } from './AnalysisRun.ts';
import { isDone } from './AnalysisRun.ts';
import { assessRun, isTerminating } from './assessRun.ts';
import { measure } from './measure.ts';
import { nextMeasurementTime, planMeasurements } from './planMeasurements.ts';
import { resolveArguments } from './resolveArguments.ts';

function argumentsOf(tools: RolloutTools, run: AnalysisRun) {
  return Object.fromEntries(
    (run.spec.args ?? []).map(({ name, value, valueFrom }) => {
      const reference = valueFrom?.secretKeyRef;
      const secret =
        reference &&
        tools.store.get({
          apiVersion: 'v1',
          kind: 'Secret',
          namespace: run.metadata.namespace,
          name: reference.name,
        });
      const data = reference && secret?.data?.[reference.key];
      return [
        name,
        data ? Buffer.from(data, 'base64').toString('utf8') : value,
      ];
    }),
  );
}

function persist(
  tools: RolloutTools,
  run: AnalysisRun,
  status: AnalysisRunStatus,
): void {
  if (JSON.stringify(status) === JSON.stringify(run.status)) {
    return;
  }
  const { name, namespace } = run.metadata;
  // Analysis runs have no status subresource.
  tools.store.mergePatch(
    { apiVersion: ROLLOUT_API, kind: 'AnalysisRun', namespace, name },
    { status },
  );
}

/** One pass over one analysis run. */
export function reconcileAnalysisRun(
  tools: RolloutTools,
  run: AnalysisRun,
): void {
  if (isDone(run.status?.phase) || run.metadata.deletionTimestamp) {
    return;
  }
  const now = tools.now();
  let metrics;
  try {
    metrics = resolveArguments(run.spec.metrics ?? [], argumentsOf(tools, run));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    persist(tools, run, {
      ...run.status,
      phase: 'Error',
      message: `Unable to resolve metric arguments: ${why}`,
      completedAt: timestamp(now),
    });
    return;
  }
  const resolved = { ...run, spec: { ...run.spec, metrics } };
  const results = measure(
    { store: tools.store, run, now, isTerminating: isTerminating(run) },
    planMeasurements(resolved, now),
  );
  const { status, events } = assessRun(resolved, results, now);
  persist(tools, run, status);
  for (const event of events) {
    tools.record(run, event);
  }
  const next = nextMeasurementTime({ ...resolved, status });
  if (next !== undefined && !isDone(status.phase)) {
    tools.requeueAfter(Math.max(0, next - now.getTime()) + 1);
  }
}
