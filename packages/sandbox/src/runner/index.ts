export { CiStore } from './engine/CiStore.ts';
export { JobExecutor } from './engine/JobExecutor.ts';
export { JobQueue } from './engine/JobQueue.ts';
export { PipelineEngine } from './engine/PipelineEngine.ts';
export { ensureEnvironment } from './engine/environments.ts';
export type { PipelineCreation } from './engine/createPipeline.ts';
export { CiConfigExpander } from './config/CiConfigExpander.ts';
export { CiConfigError, parseCiConfig } from './config/parseCiConfig.ts';
export { planPipeline } from './process/planPipeline.ts';
export { deriveDuration } from './process/deriveDuration.ts';
export { pipelineVariables } from './variables/predefinedVariables.ts';
export { environmentSlug, environmentTier } from './variables/slugs.ts';
export {
  deriveRunnerStatus,
  deriveStuckReason,
  servesProject,
  takesJob,
} from './process/matchRunner.ts';
export type { RunnerStatus } from './process/matchRunner.ts';
export {
  isCancelable,
  isCompleted,
  isPlayable,
  isRetryable,
  statuses,
} from './statuses.ts';
export type { CiStatus } from './statuses.ts';
export { openCiRecords } from './ciRecords.ts';
export type {
  CiRecords,
  CiVariable,
  DeploymentRecord,
  DeploymentStatus,
  EnvironmentRecord,
  JobRecord,
  PipelineRecord,
  RunnerRecord,
} from './ciRecords.ts';
export type { RunnerEvent } from './RunnerEvent.ts';
export type { CiCommit, CiProject, CiUser, RunnerHost } from './RunnerHost.ts';
