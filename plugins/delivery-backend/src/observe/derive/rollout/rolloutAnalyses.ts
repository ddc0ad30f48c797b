import { AnalysisState } from '@slipway/plugin-delivery-common';
import { AnalysisRunFacts, RolloutFacts } from '../../parse';

const phases: Record<string, AnalysisState['phase']> = {
  Pending: 'pending',
  Running: 'running',
  Successful: 'successful',
  Failed: 'failed',
  Error: 'error',
  Inconclusive: 'inconclusive',
};

const roles: Record<string, AnalysisState['role']> = {
  Step: 'step',
  Background: 'background',
  PrePromotion: 'pre-promotion',
  PostPromotion: 'post-promotion',
};

/** The AnalysisRuns that judge the newest revision, newest first. */
export function analysisRunsOf(
  rollout: RolloutFacts,
  analysisRuns: AnalysisRunFacts[],
): AnalysisRunFacts[] {
  const { currentPodHash } = rollout.status;
  return analysisRuns
    .filter(
      it =>
        it.owner?.uid === rollout.ref.uid &&
        (it.hash === undefined || it.hash === currentPodHash),
    )
    .sort((a, b) => startOf(b).localeCompare(startOf(a)));
}

export function analysisState(run: AnalysisRunFacts): AnalysisState {
  return {
    name: run.ref.name,
    phase: phases[run.phase ?? 'Pending'] ?? 'pending',
    role: roles[run.type ?? ''] ?? 'other',
    ...(run.message !== undefined && { message: run.message }),
    metrics: run.metrics.map(({ message, phase, ...metric }) => ({
      ...metric,
      phase: phases[phase] ?? 'pending',
      ...(message !== undefined && { message }),
    })),
    ...(run.startedAt !== undefined && { startedAt: run.startedAt }),
  };
}

/** An analysis that stops a rollout. */
export function isFailedAnalysis(phase: string | undefined): boolean {
  return phase === 'Failed' || phase === 'Error';
}

function startOf(run: AnalysisRunFacts): string {
  return run.startedAt ?? run.createdAt ?? '';
}
