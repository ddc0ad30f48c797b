import type { CommitInfo } from '../../../git/parseCommits.ts';
import type { DeploymentRecord } from '../../../runner/index.ts';
import type { ProjectRecord } from '../../records/records.ts';
import type { CiService } from '../CiService.ts';
import { hookProject, hookTime, hookUser } from './hookParts.ts';

/** The body of a "Deployment Hook". */
export function deploymentPayload(
  ci: CiService,
  project: ProjectRecord,
  deployment: DeploymentRecord,
  commit: CommitInfo | undefined,
): Record<string, unknown> {
  const { context, store } = ci;
  const environment = store.records.environments.get(deployment.environmentId);
  const url = `${context.baseUrl()}/${project.fullPath}`;
  const user = hookUser(context, deployment.userId);
  return {
    object_kind: 'deployment',
    status: deployment.status,
    status_changed_at: hookTime(deployment.updatedAt),
    deployment_id: deployment.id,
    deployable_id: deployment.jobId,
    deployable_url:
      deployment.jobId === null ? null : `${url}/-/jobs/${deployment.jobId}`,
    environment: environment?.name ?? null,
    environment_tier: environment?.tier ?? null,
    environment_slug: environment?.slug ?? null,
    environment_external_url: environment?.externalUrl ?? null,
    project: hookProject(context, project),
    short_sha: deployment.sha.slice(0, 8),
    user,
    user_url: user ? `${context.baseUrl()}/${user.username}` : null,
    commit_url: `${url}/-/commit/${deployment.sha}`,
    commit_title: commit?.message.split('\n')[0] ?? null,
    ref: deployment.ref,
  };
}
