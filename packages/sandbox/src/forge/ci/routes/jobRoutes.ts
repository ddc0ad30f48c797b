import {
  isCancelable,
  isPlayable,
  isRetryable,
  statuses,
} from '../../../runner/index.ts';
import type { CiStatus, JobRecord } from '../../../runner/index.ts';
import type { ForgeRoute, ForgeRequest } from '../../api/ForgeRoute.ts';
import { errors as forgeErrors } from '../../errors/errors.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import type { ProjectRecord } from '../../records/records.ts';
import { optional, readParams, types } from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import { presentJob, presentJobBasic } from '../present/presentJob.ts';
import { readGivenVariables } from './createPipelineRoute.ts';
import { findJob, findProject, mayRunOn } from './lookUp.ts';

const path = '/api/v4/projects/{id}/jobs';

/** `scope=failed`, `scope[]=failed&scope[]=canceled`; without it every status. */
export function readScope(query: Record<string, any>): readonly CiStatus[] {
  if (query.scope === undefined) {
    return statuses;
  }
  const asked: string[] = [query.scope].flat().map(String);
  const wanted = statuses.filter(status => asked.includes(status));
  if (wanted.length < new Set(asked).size) {
    throw forgeErrors.parameters(['scope does not have a valid value']);
  }
  return wanted;
}

/** Jobs: reading them, their traces, and what can be done with one. */
export function jobRoutes(ci: CiService): ForgeRoute[] {
  const { context, store, engine } = ci;
  const { errors } = context;
  const read = { scopes: scopes.read, anonymous: true, jobToken: true };

  const commitOf = (project: ProjectRecord, job: JobRecord) =>
    context.git.of(project).commit(store.pipeline(job.pipelineId).sha);

  /** A job that may be acted on by whoever asks. */
  function findOwn(request: ForgeRequest) {
    const found = findJob(ci, request, accessLevels.developer);
    const { ref } = store.pipeline(found.job.pipelineId);
    if (!mayRunOn(ci, found.project, request.principal, ref)) {
      throw errors.forbidden();
    }
    return found;
  }

  return [
    {
      method: 'GET',
      path,
      ...read,
      async handle(request) {
        const project = findProject(ci, request);
        const wanted = readScope(request.query);
        const jobs = store.records.jobs
          .filter(
            job =>
              job.projectId === project.id &&
              !job.retried &&
              wanted.includes(job.status),
          )
          .reverse();
        const commits = new Map();
        for (const job of jobs) {
          const { sha } = store.pipeline(job.pipelineId);
          if (!commits.has(sha)) {
            commits.set(sha, await commitOf(project, job));
          }
        }
        return context.paginate(request, jobs, job =>
          presentJob(ci, job, commits.get(store.pipeline(job.pipelineId).sha)),
        );
      },
    },
    {
      method: 'GET',
      path: `${path}/{job_id}`,
      ...read,
      async handle(request) {
        const { project, job } = findJob(ci, request);
        const commit = await commitOf(project, job);
        return { status: 200, body: presentJob(ci, job, commit) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{job_id}/trace`,
      ...read,
      handle(request) {
        const { job } = findJob(ci, request);
        return { status: 200, text: store.trace(job.id) };
      },
    },
    {
      method: 'POST',
      path: `${path}/{job_id}/retry`,
      scopes: scopes.write,
      async handle(request) {
        const { project, job } = findOwn(request);
        if (!isRetryable(job.status) || job.retried) {
          throw errors.forbidden('Job is not retryable');
        }
        const user = context.userOf(request.principal);
        const fresh = engine.retry(job.id, user.id);
        const commit = await commitOf(project, fresh);
        return { status: 201, body: presentJob(ci, fresh, commit) };
      },
    },
    {
      method: 'POST',
      path: `${path}/{job_id}/cancel`,
      scopes: scopes.write,
      async handle(request) {
        const { project, job } = findOwn(request);
        if (!isCancelable(job.status)) {
          throw errors.forbidden('Job is not cancelable');
        }
        const canceled = engine.cancel(job.id);
        const commit = await commitOf(project, canceled);
        return { status: 201, body: presentJob(ci, canceled, commit) };
      },
    },
    {
      method: 'POST',
      path: `${path}/{job_id}/play`,
      scopes: scopes.write,
      async handle(request) {
        const { project, job } = findOwn(request);
        const asked = readParams(request.body, {
          job_variables_attributes: optional(types.objects),
        });
        if (!isPlayable(job.status)) {
          throw errors.badRequest('Unplayable Job');
        }
        const given = asked.job_variables_attributes ?? [];
        const played = engine.play(
          job.id,
          context.userOf(request.principal).id,
          readGivenVariables(errors, given, 'job_variables_attributes'),
        );
        const commit = await commitOf(project, played);
        return { status: 200, body: presentJobBasic(ci, played, commit) };
      },
    },
  ];
}
