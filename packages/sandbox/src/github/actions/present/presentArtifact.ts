import type { ProjectRecord } from '../../../forge/records/records.ts';
import { nodeId } from '../../present/nodeId.ts';
import { apiUrlOf, seconds } from '../../present/presentRepository.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { ArtifactRecord, RunRecord } from '../records/actionsRecords.ts';

/** `artifact` */
export function presentArtifact(
  { context }: ActionsService,
  project: ProjectRecord,
  run: RunRecord,
  artifact: ArtifactRecord,
) {
  const url = `${apiUrlOf(context, project)}/actions/artifacts/${artifact.id}`;
  const now = context.forge.clock.now().getTime();
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.sizeInBytes,
    url,
    archive_download_url: `${url}/zip`,
    expired: Date.parse(artifact.expiresAt) <= now,
    digest: artifact.digest,
    created_at: seconds(artifact.createdAt),
    updated_at: seconds(artifact.createdAt),
    expires_at: seconds(artifact.expiresAt),
    workflow_run: {
      id: run.id,
      repository_id: project.id,
      head_repository_id: project.id,
      head_branch: run.headBranch ?? '',
      head_sha: run.headSha,
    },
  };
}
