import type { CommitInfo } from '../../../git/parseCommits.ts';
import type { JobRecord } from '../../../runner/index.ts';
import { presentCommit } from '../../present/presentCommit.ts';
import { presentUserBasic } from '../../present/presentUser.ts';
import type { CiService } from '../CiService.ts';
import { presentPipelineBasic } from './presentPipeline.ts';
import { presentRunner } from './presentRunner.ts';

function seconds(from: string | null, to: string | null): number | null {
  return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null;
}

/** How long it ran, or has been running until now. */
export function jobSeconds(ci: CiService, job: JobRecord): number | null {
  return seconds(job.startedAt, job.finishedAt ?? ci.store.now());
}

export function queuedJobSeconds(ci: CiService, job: JobRecord): number | null {
  return seconds(job.queuedAt, job.startedAt ?? ci.store.now());
}

export function jobUrl(ci: CiService, job: JobRecord): string {
  const project = ci.context.records.projects.get(job.projectId);
  return `${ci.context.baseUrl()}/${project?.fullPath ?? ''}/-/jobs/${job.id}`;
}

/** `API_Entities_User`, of which the sandbox's people have little. */
function presentUser(ci: CiService, userId: number) {
  const user = ci.context.records.users.get(userId);
  return (
    user && {
      ...presentUserBasic(ci.context, user),
      created_at: user.createdAt,
      bio: '',
      location: '',
      linkedin: '',
      twitter: '',
      discord: '',
      website_url: '',
      organization: '',
      job_title: '',
      pronouns: null,
      bot: user.botOfProject !== undefined,
      work_information: null,
      followers: 0,
      following: 0,
      local_time: null,
    }
  );
}

/** `API_Entities_Ci_JobBasic` */
export function presentJobBasic(
  ci: CiService,
  job: JobRecord,
  commit: CommitInfo | undefined,
) {
  const pipeline = ci.store.pipeline(job.pipelineId);
  const project = ci.context.records.projects.get(job.projectId)!;
  return {
    id: job.id,
    status: job.status,
    stage: job.stage,
    name: job.name,
    ref: pipeline.ref,
    tag: pipeline.tag,
    coverage: null,
    allow_failure: job.allowFailure,
    created_at: job.createdAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
    erased_at: null,
    duration: jobSeconds(ci, job),
    queued_duration: queuedJobSeconds(ci, job),
    user: presentUser(ci, job.userId) ?? null,
    commit: commit ? presentCommit(ci.context, project, commit) : null,
    pipeline: presentPipelineBasic(ci, pipeline),
    ...(job.failureReason ? { failure_reason: job.failureReason } : {}),
    web_url: jobUrl(ci, job),
    project: { ci_job_token_scope_enabled: false },
  };
}

/** `API_Entities_Ci_Job` */
export function presentJob(
  ci: CiService,
  job: JobRecord,
  commit: CommitInfo | undefined,
) {
  const runner =
    job.runnerId === null
      ? undefined
      : ci.store.records.runners.get(job.runnerId);
  const trace = ci.store.trace(job.id);
  return {
    ...presentJobBasic(ci, job, commit),
    artifacts:
      job.finishedAt && trace
        ? [
            {
              file_type: 'trace',
              size: Buffer.byteLength(trace),
              filename: 'job.log',
              file_format: null,
            },
          ]
        : [],
    runner: runner ? presentRunner(ci, runner) : null,
    runner_manager: null,
    artifacts_expire_at: null,
    archived: false,
    tag_list: job.tags,
  };
}
