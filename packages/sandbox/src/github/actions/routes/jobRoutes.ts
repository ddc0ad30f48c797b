import type { GithubRoute } from '../../api/GithubRoute.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import { presentArtifact } from '../present/presentArtifact.ts';
import { presentJob } from '../present/presentJob.ts';
import { findJob, findRun, reading, repo, writing } from './lookUp.ts';

const ofRun = `${repo}/actions/runs/{run_id}`;
const one = `${repo}/actions/jobs/{job_id}`;

/** Jobs of runs, their logs, and what they leave behind. */
export function jobRoutes(service: ActionsService): GithubRoute[] {
  const { context, store, engine, downloads } = service;
  const docs = (name: string) => `actions/workflow-jobs#${name}`;
  return [
    {
      method: 'GET',
      path: `${ofRun}/jobs`,
      docs: docs('list-jobs-for-a-workflow-run'),
      access: reading(),
      handle(request) {
        const run = findRun(service, request);
        const jobs =
          request.query.filter === 'all'
            ? store.allJobs(run.id)
            : store.jobs(run.id);
        return context.paginate(request, jobs, {
          key: 'jobs',
          present: job => presentJob(service, request.repository, run, job),
        });
      },
    },
    {
      method: 'GET',
      path: `${ofRun}/attempts/{attempt_number}/jobs`,
      docs: docs('list-jobs-for-a-workflow-run-attempt'),
      access: reading(),
      handle(request) {
        const run = findRun(service, request);
        const attempt = Number(request.params.attempt_number);
        if (!(attempt >= 1 && attempt <= run.attempt)) {
          throw context.errors.notFound();
        }
        return context.paginate(request, store.jobs(run.id, attempt), {
          key: 'jobs',
          present: job => presentJob(service, request.repository, run, job),
        });
      },
    },
    {
      method: 'GET',
      path: one,
      docs: docs('get-a-job-for-a-workflow-run'),
      access: reading(),
      handle(request) {
        const job = findJob(service, request);
        return {
          status: 200,
          body: presentJob(
            service,
            request.repository,
            store.run(job.runId),
            job,
          ),
        };
      },
    },
    {
      method: 'GET',
      path: `${one}/logs`,
      docs: docs('download-job-logs-for-a-workflow-run'),
      access: reading(),
      handle(request) {
        const { id, status } = findJob(service, request);
        // GitHub keeps the log of a job that runs to its own pages.
        if (status !== 'completed') {
          throw context.errors.notFound();
        }
        const path = downloads.offer('text/plain; charset=utf-8', () =>
          Buffer.from(store.log(id)),
        );
        return {
          status: 302,
          headers: { location: `${context.webUrl()}${path}` },
        };
      },
    },
    {
      method: 'POST',
      path: `${one}/rerun`,
      docs: 'actions/workflow-runs#re-run-a-job-from-a-workflow-run',
      access: writing(),
      async handle(request) {
        const job = findJob(service, request);
        const run = store.run(job.runId);
        if (run.status !== 'completed') {
          throw context.errors.forbidden(
            'The workflow run containing this job is already running',
          );
        }
        if (job.attempt !== run.attempt) {
          throw context.errors.forbidden(
            'Only jobs of the latest attempt can be run again',
          );
        }
        await engine.rerun(
          run.id,
          { kind: 'job', jobId: job.id },
          context.userOf(request.principal).id,
        );
        return { status: 201, body: {} };
      },
    },
    {
      method: 'GET',
      path: `${ofRun}/artifacts`,
      docs: 'actions/artifacts#list-workflow-run-artifacts',
      access: reading(),
      handle(request) {
        const run = findRun(service, request);
        const { name } = request.query;
        const artifacts = store.records.artifacts.filter(
          each => each.runId === run.id && (!name || each.name === name),
        );
        return context.paginate(request, artifacts, {
          key: 'artifacts',
          present: each =>
            presentArtifact(service, request.repository, run, each),
        });
      },
    },
    {
      method: 'GET',
      path: `${repo}/actions/artifacts`,
      docs: 'actions/artifacts#list-artifacts-for-a-repository',
      access: reading(),
      handle(request) {
        const { name } = request.query;
        const artifacts = store.records.artifacts
          .filter(
            each =>
              each.projectId === request.repository.id &&
              (!name || each.name === name),
          )
          .reverse();
        return context.paginate(request, artifacts, {
          key: 'artifacts',
          present: each =>
            presentArtifact(
              service,
              request.repository,
              store.run(each.runId),
              each,
            ),
        });
      },
    },
  ];
}
