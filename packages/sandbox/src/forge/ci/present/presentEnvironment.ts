import type { CommitInfo } from '../../../git/parseCommits.ts';
import type {
  DeploymentRecord,
  EnvironmentRecord,
} from '../../../runner/index.ts';
import {
  presentProjectBasic,
  readRepositoryFacts,
} from '../../present/presentProject.ts';
import { presentUserById } from '../../present/presentUser.ts';
import type { CiService } from '../CiService.ts';
import { presentJob } from './presentJob.ts';

/** `API_Entities_EnvironmentBasic` */
export function presentEnvironmentBasic(environment: EnvironmentRecord) {
  return {
    id: environment.id,
    name: environment.name,
    slug: environment.slug,
    external_url: environment.externalUrl,
    created_at: environment.createdAt,
    updated_at: environment.updatedAt,
  };
}

/** `API_Entities_Deployment` */
export async function presentDeployment(
  ci: CiService,
  deployment: DeploymentRecord,
) {
  const { context, store } = ci;
  const environment = store.records.environments.get(deployment.environmentId);
  const job =
    deployment.jobId === null
      ? undefined
      : store.records.jobs.get(deployment.jobId);
  const commit: CommitInfo | undefined = job
    ? await context.git.of({ id: job.projectId }).commit(deployment.sha)
    : undefined;
  return {
    id: deployment.id,
    iid: deployment.iid,
    ref: deployment.ref,
    sha: deployment.sha,
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    user: presentUserById(context, deployment.userId),
    environment: environment ? presentEnvironmentBasic(environment) : null,
    deployable: job ? presentJob(ci, job, commit) : null,
    status: deployment.status,
  };
}

/** `API_Entities_DeploymentExtended` */
export async function presentDeploymentExtended(
  ci: CiService,
  deployment: DeploymentRecord,
) {
  return {
    ...(await presentDeployment(ci, deployment)),
    pending_approval_count: 0,
    approvals: [],
  };
}

/** `API_Entities_Environment`; lists leave the last deployment out. */
export async function presentEnvironment(
  ci: CiService,
  environment: EnvironmentRecord,
  options: { lastDeployment: boolean },
) {
  const { context, store } = ci;
  const project = context.records.projects.get(environment.projectId)!;
  const last = store.records.deployments
    .filter(
      one => one.environmentId === environment.id && one.status === 'success',
    )
    .at(-1);
  return {
    ...presentEnvironmentBasic(environment),
    tier: environment.tier,
    state: environment.state,
    auto_stop_at: null,
    auto_stop_setting: environment.autoStopSetting,
    description: environment.description,
    description_html: '',
    kubernetes_namespace: environment.kubernetesNamespace,
    flux_resource_path: environment.fluxResourcePath,
    cluster_agent: null,
    project: presentProjectBasic(
      context,
      project,
      await readRepositoryFacts(context, project),
    ),
    ...(options.lastDeployment
      ? { last_deployment: last ? await presentDeployment(ci, last) : null }
      : {}),
  };
}
