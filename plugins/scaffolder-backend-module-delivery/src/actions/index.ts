import { withLaunch } from '../ledger';
import { LaunchDeps, withDryRun } from '../run';
import { createArgocdApplicationAction } from './argocdApplication';
import { createArgocdApplicationSetAction } from './argocdApplicationSet';
import { createArgocdCredentialTemplateAction } from './argocdCredentialTemplate';
import { createArgocdProjectAction } from './argocdProject';
import { createArgocdRepositoryAction } from './argocdRepository';
import { createCatalogAction } from './catalog';
import { createCiVariableAction } from './ciVariable';
import { createCredentialRotateAction } from './credentialRotate';
import { createClusterCheckAction } from './clusterCheck';
import { createEnvironmentSyncAction } from './environmentSync';
import { createEnvironmentWaitAction } from './environmentWait';
import { createEnvironmentsAction } from './environments';
import { createFilesProposeAction } from './filesPropose';
import { createGitopsCredentialAction } from './gitopsCredential';
import { createLaunchFinishAction } from './launchFinish';
import { createLaunchTakeBackAction } from './launchTakeBack';
import { createNamespaceAction } from './namespace';
import { createPipelineWaitAction } from './pipelineWait';
import { createPlanResolveAction } from './planResolve';
import { createPreflightAction } from './preflight';
import { createProtectionAction } from './protection';
import { createRegistryCredentialAction } from './registryCredential';
import { createRepositoryAction } from './repository';
import { createRunnerAction } from './runner';
import { createWebhookAction } from './webhook';

/** All actions, in the order in which a launch uses them. */
export function createActions(deps: LaunchDeps) {
  return [
    createPlanResolveAction(deps),
    createPreflightAction(deps),
    createRepositoryAction(deps),
    createFilesProposeAction(deps),
    createProtectionAction(deps),
    createEnvironmentsAction(deps),
    createRunnerAction(deps),
    createCiVariableAction(deps),
    createGitopsCredentialAction(deps),
    createNamespaceAction(deps),
    createRegistryCredentialAction(deps),
    createClusterCheckAction(deps),
    createArgocdCredentialTemplateAction(deps),
    createArgocdRepositoryAction(deps),
    createArgocdProjectAction(deps),
    createWebhookAction(deps),
    createCatalogAction(deps),
    createPipelineWaitAction(deps),
    createArgocdApplicationAction(deps),
    createArgocdApplicationSetAction(deps),
    createEnvironmentSyncAction(deps),
    createEnvironmentWaitAction(deps),
    createCredentialRotateAction(deps),
    createLaunchFinishAction(deps),
    createLaunchTakeBackAction(deps),
  ].map(action => withLaunch(deps.ledgers, withDryRun(action)));
}
