import { deriveDuration } from '../../../runner/index.ts';
import type { JobRecord, PipelineRecord } from '../../../runner/index.ts';
import { presentUserById } from '../../present/presentUser.ts';
import type { CiService } from '../CiService.ts';
import { presentDetailedStatus } from './detailedStatus.ts';

export function pipelineUrl(ci: CiService, pipeline: PipelineRecord): string {
  return `${ci.context.baseUrl()}${pipelinePath(ci, pipeline)}`;
}

function pipelinePath(ci: CiService, pipeline: PipelineRecord): string {
  const project = ci.context.records.projects.get(pipeline.projectId);
  return `/${project?.fullPath ?? ''}/-/pipelines/${pipeline.id}`;
}

export function hasWarnings(jobs: JobRecord[]): boolean {
  return jobs.some(job => job.allowFailure && job.status === 'failed');
}

/** The seconds that a pipeline waited until its first job ran. */
export function queuedSeconds(pipeline: PipelineRecord): number | null {
  return pipeline.startedAt
    ? Math.round(
        (Date.parse(pipeline.startedAt) - Date.parse(pipeline.createdAt)) /
          1000,
      )
    : null;
}

/** `API_Entities_Ci_PipelineBasic` */
export function presentPipelineBasic(ci: CiService, pipeline: PipelineRecord) {
  return {
    id: pipeline.id,
    iid: pipeline.iid,
    project_id: pipeline.projectId,
    sha: pipeline.sha,
    ref: pipeline.ref,
    status: pipeline.status,
    source: pipeline.source,
    created_at: pipeline.createdAt,
    updated_at: pipeline.updatedAt,
    web_url: pipelineUrl(ci, pipeline),
  };
}

/** The same in lists, which also give the name. */
export function presentPipelineRow(ci: CiService, pipeline: PipelineRecord) {
  return { ...presentPipelineBasic(ci, pipeline), name: pipeline.name };
}

/** `API_Entities_Ci_Pipeline` */
export function presentPipeline(ci: CiService, pipeline: PipelineRecord) {
  const jobs = ci.store.jobs(pipeline.id);
  return {
    ...presentPipelineBasic(ci, pipeline),
    before_sha: pipeline.beforeSha,
    tag: pipeline.tag,
    yaml_errors: pipeline.yamlErrors,
    user: presentUserById(ci.context, pipeline.userId),
    started_at: pipeline.startedAt,
    finished_at: pipeline.finishedAt,
    committed_at: null,
    duration: pipeline.finishedAt ? deriveDuration(jobs) : null,
    queued_duration: queuedSeconds(pipeline),
    coverage: null,
    detailed_status: presentDetailedStatus(pipeline.status, {
      path: pipelinePath(ci, pipeline),
      warnings: hasWarnings(jobs),
    }),
    archived: false,
  };
}

/** `API_Entities_Ci_PipelineWithMetadata` */
export function presentPipelineWithName(
  ci: CiService,
  pipeline: PipelineRecord,
) {
  return { ...presentPipeline(ci, pipeline), name: pipeline.name };
}
