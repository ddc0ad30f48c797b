import type { CommitInfo } from '../../../git/parseCommits.ts';
import { deriveDuration } from '../../../runner/index.ts';
import type { JobRecord, PipelineRecord } from '../../../runner/index.ts';
import type { ProjectRecord } from '../../records/records.ts';
import type { CiService } from '../CiService.ts';
import { statusWord } from '../present/detailedStatus.ts';
import { jobSeconds, queuedJobSeconds } from '../present/presentJob.ts';
import {
  hasWarnings,
  pipelineUrl,
  queuedSeconds,
} from '../present/presentPipeline.ts';
import {
  hookCommit,
  hookEnvironment,
  hookProject,
  hookRunner,
  hookTime,
  hookUser,
} from './hookParts.ts';

/** The body of a "Pipeline Hook". */
export function pipelinePayload(
  ci: CiService,
  project: ProjectRecord,
  pipeline: PipelineRecord,
  jobs: JobRecord[],
  commit: CommitInfo | undefined,
): Record<string, unknown> {
  const { context } = ci;
  return {
    object_kind: 'pipeline',
    object_attributes: {
      id: pipeline.id,
      iid: pipeline.iid,
      name: pipeline.name,
      ref: pipeline.ref,
      tag: pipeline.tag,
      sha: pipeline.sha,
      before_sha: pipeline.beforeSha,
      source: pipeline.source,
      status: pipeline.status,
      detailed_status: statusWord(pipeline.status, hasWarnings(jobs)),
      stages: pipeline.stages,
      created_at: hookTime(pipeline.createdAt),
      finished_at: hookTime(pipeline.finishedAt),
      duration: pipeline.finishedAt ? deriveDuration(jobs) : null,
      queued_duration: queuedSeconds(pipeline),
      variables: pipeline.variables.map(({ key, value }) => ({ key, value })),
      url: pipelineUrl(ci, pipeline),
    },
    merge_request: null,
    user: hookUser(context, pipeline.userId),
    project: hookProject(context, project),
    commit: hookCommit(context, project, commit),
    builds: jobs.map(job => buildEntry(ci, job)).reverse(),
  };
}

function buildEntry(ci: CiService, job: JobRecord) {
  return {
    id: job.id,
    stage: job.stage,
    name: job.name,
    status: job.status,
    created_at: hookTime(job.createdAt),
    started_at: hookTime(job.startedAt),
    finished_at: hookTime(job.finishedAt),
    duration: jobSeconds(ci, job),
    queued_duration: queuedJobSeconds(ci, job),
    failure_reason: job.failureReason,
    when: job.when,
    manual: job.when === 'manual',
    allow_failure: job.allowFailure,
    user: hookUser(ci.context, job.userId),
    runner: hookRunner(
      job.runnerId === null
        ? undefined
        : ci.store.records.runners.get(job.runnerId),
    ),
    artifacts_file: { filename: null, size: null },
    environment: hookEnvironment(job),
  };
}
