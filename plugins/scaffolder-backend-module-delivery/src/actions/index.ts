import { withLaunch } from '../ledger';
import { LaunchDeps, withDryRun } from '../run';
import { createArgocdApplicationAction } from './argocdApplication';
import { createArgocdApplicationSetAction } from './argocdApplicationSet';
import { createArgocdProjectAction } from './argocdProject';
import { createArgocdRepositoryAction } from './argocdRepository';
import { createCatalogAction } from './catalog';
import { createCiVariableAction } from './ciVariable';
import { createEnvironmentSyncAction } from './environmentSync';
import { createEnvironmentWaitAction } from './environmentWait';
import { createGitopsCredentialAction } from './gitopsCredential';
import { createLaunchFinishAction } from './launchFinish';
import { createLaunchTakeBackAction } from './launchTakeBack';
import { createNamespaceAction } from './namespace';
import { createPipelineWaitAction } from './pipelineWait';
import { createPlanResolveAction } from './planResolve';
import { createPreflightAction } from './preflight';
import { createRegistryCredentialAction } from './registryCredential';
import { createRepositoryAction } from './repository';
import { createWebhookAction } from './webhook';

/** All actions, in the order in which a launch uses them. */
export function createActions(deps: LaunchDeps) {
  return [
    createPlanResolveAction(deps),
    createPreflightAction(deps),
    createRepositoryAction(deps),
    createCiVariableAction(deps),
    createGitopsCredentialAction(deps),
    createNamespaceAction(deps),
    createRegistryCredentialAction(deps),
    createArgocdRepositoryAction(deps),
    createArgocdProjectAction(deps),
    createWebhookAction(deps),
    createCatalogAction(deps),
    createPipelineWaitAction(deps),
    createArgocdApplicationAction(deps),
    createArgocdApplicationSetAction(deps),
    createEnvironmentSyncAction(deps),
    createEnvironmentWaitAction(deps),
    createLaunchFinishAction(deps),
    createLaunchTakeBackAction(deps),
  ].map(action => withLaunch(deps.ledgers, withDryRun(action)));
}
