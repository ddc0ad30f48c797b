import { AnalysisRunFacts, RolloutFacts } from '../../parse';
import { conditionOf, conditionSince } from '../common/conditions';
import { say } from '../common/say';
import { analysisRunsOf } from '../rollout/rolloutAnalyses';
import { DerivedRollout } from '../rollout/deriveRollout';
import { Finding, finding } from './Finding';

const wrongPhases = new Set(['Failed', 'Error', 'Inconclusive']);

/** What stands in the way of a Rollout, apart from its pods. */
export function findRolloutTrouble(
  rollout: RolloutFacts,
  { reading, labels }: DerivedRollout,
  analysisRuns: AnalysisRunFacts[],
): Finding[] {
  const { conditions } = rollout.status;
  const object = `Rollout/${rollout.ref.name}`;
  const { image } = labels;
  switch (reading.kind) {
    case 'invalid-spec':
      return [
        finding({
          code: 'InvalidSpec',
          what: say('obstacle.invalidSpec.what', { object }),
          next: say('obstacle.invalidSpec.next'),
          object,
          detail: conditionOf(conditions, 'InvalidSpec')?.message,
          since: conditionSince(conditions, 'InvalidSpec', 'True'),
        }),
      ];
    case 'aborted':
      return orElse(findAnalysisTrouble(rollout, image, analysisRuns), () =>
        finding({
          code: 'RolloutAborted',
          what: say('obstacle.aborted.what', { image }),
          next: say('obstacle.aborted.next'),
          object,
          since: rollout.status.abortedAt,
        }),
      );
    case 'degraded':
      return orElse(findAnalysisTrouble(rollout, image, analysisRuns), () =>
        finding({
          code: 'RolloutDegraded',
          what: say('obstacle.workloadFailed.what', { image }),
          next: say('obstacle.workloadFailed.next'),
          object,
          detail: rollout.status.message,
        }),
      );
    case 'paused':
      return reading.reason === 'inconclusive-analysis'
        ? findAnalysisTrouble(rollout, image, analysisRuns)
        : [];
    default:
      return [];
  }
}

/** The AnalysisRuns that went wrong, in the words of their metrics. */
function findAnalysisTrouble(
  rollout: RolloutFacts,
  image: string,
  analysisRuns: AnalysisRunFacts[],
): Finding[] {
  return analysisRunsOf(rollout, analysisRuns)
    .filter(it => wrongPhases.has(it.phase ?? ''))
    .slice(0, 1)
    .map(run => {
      const metric =
        run.metrics.find(it => it.phase === run.phase) ?? run.metrics.at(0);
      const isClear = run.phase !== 'Inconclusive';
      return finding({
        code: `Analysis${run.phase}`,
        ...analysisWords(run.phase, image, metric?.name ?? run.ref.name),
        object: `AnalysisRun/${run.ref.name}`,
        detail: run.message ?? metric?.message,
        since: run.completedAt,
        isBlocking: isClear,
      });
    });
}

function analysisWords(
  phase: string | undefined,
  image: string,
  metric: string,
): Pick<Finding, 'what' | 'next'> {
  switch (phase) {
    case 'Failed':
      return {
        what: say('obstacle.analysisFailed.what', { image, metric }),
        next: say('obstacle.analysisFailed.next', { image }),
      };
    case 'Error':
      return {
        what: say('obstacle.analysisError.what', { image, metric }),
        next: say('obstacle.analysisError.next'),
      };
    default:
      return {
        what: say('obstacle.analysisInconclusive.what', { image, metric }),
        next: say('obstacle.analysisInconclusive.next'),
      };
  }
}

function orElse(findings: Finding[], fallback: () => Finding): Finding[] {
  return findings.length > 0 ? findings : [fallback()];
}
