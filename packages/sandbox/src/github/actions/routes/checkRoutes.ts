import type { GithubRequest, GithubRoute } from '../../api/GithubRoute.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import {
  presentCheckRun,
  presentCheckSuite,
} from '../present/presentChecks.ts';
import type { RunJobRecord, RunRecord } from '../records/actionsRecords.ts';
import { findJob, reading, repo } from './lookUp.ts';

/** The jobs of a commit as check runs, and its runs as check suites. */
export function checkRoutes(service: ActionsService): GithubRoute[] {
  const { context, store, host } = service;

  async function runsOf(request: GithubRequest): Promise<RunRecord[]> {
    const project = request.repository;
    const commit = await host.commit(project.id, request.params.ref);
    if (!commit) {
      throw context.errors.unprocessable(
        `No commit found for SHA: ${request.params.ref}`,
      );
    }
    return store.records.runs
      .filter(run => run.projectId === project.id && run.headSha === commit.sha)
      .reverse();
  }

  function listJobs(request: GithubRequest, runs: RunRecord[]) {
    const { check_name: name, status } = request.query;
    const jobs = runs
      .flatMap(run =>
        request.query.filter === 'all'
          ? store.allJobs(run.id)
          : store.jobs(run.id),
      )
      .filter(
        job =>
          (!name || job.name === name) && (!status || job.status === status),
      )
      .sort((a, b) => b.id - a.id);
    return context.paginate(request, jobs, {
      key: 'check_runs',
      present: (job: RunJobRecord) =>
        presentCheckRun(service, request.repository, store.run(job.runId), job),
    });
  }

  return [
    {
      method: 'GET',
      path: `${repo}/commits/{ref}/check-runs`,
      docs: 'checks/runs#list-check-runs-for-a-git-reference',
      access: reading('checks'),
      handle: async request => listJobs(request, await runsOf(request)),
    },
    {
      method: 'GET',
      path: `${repo}/commits/{ref}/check-suites`,
      docs: 'checks/suites#list-check-suites-for-a-git-reference',
      access: reading('checks'),
      handle: async request =>
        context.paginate(request, await runsOf(request), {
          key: 'check_suites',
          present: run => presentCheckSuite(service, request.repository, run),
        }),
    },
    {
      method: 'GET',
      path: `${repo}/check-runs/{check_run_id}`,
      docs: 'checks/runs#get-a-check-run',
      access: reading('checks'),
      handle(request) {
        const job = findJob(service, request, 'check_run_id');
        return {
          status: 200,
          body: presentCheckRun(
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
      path: `${repo}/check-suites/{check_suite_id}/check-runs`,
      docs: 'checks/runs#list-check-runs-in-a-check-suite',
      access: reading('checks'),
      handle(request) {
        const run = store.records.runs.get(
          Number(request.params.check_suite_id),
        );
        if (!run || run.projectId !== request.repository.id) {
          throw context.errors.notFound();
        }
        return listJobs(request, [run]);
      },
    },
  ];
}
