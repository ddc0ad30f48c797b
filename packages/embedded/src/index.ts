export { describeDryRun, dryRun, type DryRunReport } from './launch/dryRun.ts';
export { LaunchFailure, launch, type LaunchReport } from './launch/launch.ts';
export {
  describeRequests,
  SandboxRequests,
  type RequestTotals,
} from './launch/SandboxRequests.ts';
export { cacheFolder, root, workFolder } from './paths.ts';
export { buildApp } from './portal/buildApp.ts';
export {
  EmbeddedPortal,
  type EmbeddedPortalOptions,
  type PortalAddress,
} from './portal/EmbeddedPortal.ts';
export { PortalClient, PortalError, type Role } from './portal/PortalClient.ts';
export type {
  PortalCluster,
  SandboxAddress,
} from './portal/portalEnvironment.ts';
