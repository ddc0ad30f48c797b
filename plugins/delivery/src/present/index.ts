export { deriveStages } from './deriveStages';
export type { Look, Tone } from './Look';
export {
  presentAnalysisRole,
  presentPhase,
  presentRevisionRole,
} from './presentAnalysis';
export { presentOperation, selectOffers } from './presentOperation';
export {
  differs,
  presentReference,
  presentRelease,
  shortSha,
} from './presentRelease';
export {
  presentPauseEnd,
  presentPauseReason,
  presentProgress,
  presentRolloutStanding,
  presentStep,
  presentStepCount,
  presentStrategy,
} from './presentRollout';
export { presentJob, presentRun } from './presentRun';
export { presentRunTime } from './presentRunTime';
export { presentHealth, presentStanding, presentSync } from './presentStanding';
