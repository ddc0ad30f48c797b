import type { CommitInfo } from '../../../git/parseCommits.ts';
import { deriveDuration } from '../../../runner/index.ts';
import type { JobRecord, PipelineRecord } from '../../../runner/index.ts';
import type { ProjectRecord } from '../../records/records.ts';
import type { CiService } from '../CiService.ts';
import { jobSeconds, queuedJobSeconds } from '../present/presentJob.ts';
import {
  hookEnvironment,
  hookProject,
  hookRunner,
  hookTime,
  hookUser,
} from './hookParts.ts';

/** The body of a "Job Hook", whose `commit` is about the pipeline. */
export function jobPayload(
  ci: CiService,
  project: ProjectRecord,
  pipeline: PipelineRecord,
  job: JobRecord,
  commit: CommitInfo | undefined,
): Record<string, unknown> {
  const { context } = ci;
  const described = hookProject(context, project);
  return {
    object_kind: 'build',
    ref: pipeline.ref,
    tag: pipeline.tag,
    before_sha: pipeline.beforeSha,
    sha: pipeline.sha,
    retries_count: job.attempt - 1,
    build_id: job.id,
    build_name: job.name,
    build_stage: job.stage,
    build_status: job.status,
    build_created_at: hookTime(job.createdAt),
    build_started_at: hookTime(job.startedAt),
    build_finished_at: hookTime(job.finishedAt),
    build_created_at_iso: job.createdAt,
    build_started_at_iso: job.startedAt,
    build_finished_at_iso: job.finishedAt,
    build_duration: jobSeconds(ci, job),
    build_queued_duration: queuedJobSeconds(ci, job),
    build_allow_failure: job.allowFailure,
    build_failure_reason: job.failureReason ?? 'unknown_failure',
    pipeline_id: pipeline.id,
    runner: hookRunner(
      job.runnerId === null
        ? undefined
        : ci.store.records.runners.get(job.runnerId),
    ),
    project_id: project.id,
    project_name: `${described.namespace} / ${project.name}`,
    user: hookUser(context, job.userId),
    commit: {
      id: pipeline.id,
      name: pipeline.name,
      sha: pipeline.sha,
      message: commit?.message ?? null,
      author_name: commit?.authorName ?? null,
      author_email: commit?.authorEmail ?? null,
      author_url: commit ? `mailto:${commit.authorEmail}` : null,
      status: pipeline.status,
      duration: deriveDuration(ci.store.jobs(pipeline.id)),
      started_at: hookTime(pipeline.startedAt),
      finished_at: hookTime(pipeline.finishedAt),
      started_at_iso: pipeline.startedAt,
      finished_at_iso: pipeline.finishedAt,
    },
    repository: {
      name: project.name,
      url: described.git_ssh_url,
      description: project.description,
      homepage: described.web_url,
      git_http_url: described.git_http_url,
      git_ssh_url: described.git_ssh_url,
      visibility_level: described.visibility_level,
    },
    project: described,
    environment: hookEnvironment(job),
    source_pipeline: null,
  };
}
