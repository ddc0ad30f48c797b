import type { ProjectRecord } from '../../../forge/records/records.ts';
import { nodeId } from '../../present/nodeId.ts';
import { presentUser } from '../../present/presentOwner.ts';
import { apiUrlOf, seconds } from '../../present/presentRepository.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type {
  GithubDeploymentRecord,
  GithubDeploymentStatusRecord,
} from '../records/actionsRecords.ts';

function creatorOf({ context }: ActionsService, id: number) {
  const user = context.forge.records.users.get(id);
  return user ? presentUser(context, user) : null;
}

/** `deployment` */
export function presentDeployment(
  service: ActionsService,
  project: ProjectRecord,
  deployment: GithubDeploymentRecord,
) {
  const api = apiUrlOf(service.context, project);
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    task: deployment.task,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: seconds(deployment.createdAt),
    updated_at: seconds(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    creator: creatorOf(service, deployment.creatorId),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
}

/** `deployment-status` */
export function presentDeploymentStatus(
  service: ActionsService,
  project: ProjectRecord,
  deployment: GithubDeploymentRecord,
  status: GithubDeploymentStatusRecord,
) {
  const api = apiUrlOf(service.context, project);
  const deploymentUrl = `${api}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: creatorOf(service, status.creatorId),
    description: status.description,
    environment: deployment.environment,
    target_url: status.logUrl,
    created_at: seconds(status.createdAt),
    updated_at: seconds(status.createdAt),
    deployment_url: deploymentUrl,
    repository_url: api,
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}
