import type { GithubRoute } from '../../api/GithubRoute.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import { writeZip } from '../engine/writeZip.ts';
import { presentRun } from '../present/presentRun.ts';
import type { RunRecord } from '../records/actionsRecords.ts';
import { filterRuns } from './filterRuns.ts';
import { findRun, findWorkflow, reading, repo, writing } from './lookUp.ts';

const one = `${repo}/actions/runs/{run_id}`;

/** Runs: listing them, and what people ask of them. */
export function runRoutes(service: ActionsService): GithubRoute[] {
  const { context, store, engine, host, downloads } = service;
  const docs = (name: string) => `actions/workflow-runs#${name}`;

  async function list(
    request: Parameters<GithubRoute['handle']>[0],
    isOf: (run: RunRecord) => boolean,
  ) {
    const project = request.repository;
    const runs = filterRuns(
      store.records.runs.filter(
        run => run.projectId === project.id && isOf(run),
      ),
      request.query,
      id => context.forge.records.users.get(id)?.username,
    );
    const page = context.paginate(request, runs, { key: 'workflow_runs' });
    const body = page.body as { workflow_runs: RunRecord[] };
    return {
      ...page,
      body: {
        ...body,
        workflow_runs: await Promise.all(
          body.workflow_runs.map(async run =>
            presentRun(
              service,
              project,
              run,
              await host.commit(project.id, run.headSha),
            ),
          ),
        ),
      },
    };
  }

  async function show(
    request: Parameters<GithubRoute['handle']>[0],
    run: RunRecord,
  ) {
    const project = request.repository;
    const commit = await host.commit(project.id, run.headSha);
    return { status: 200, body: presentRun(service, project, run, commit) };
  }

  function attemptOf(request: Parameters<GithubRoute['handle']>[0]): RunRecord {
    const run = findRun(service, request);
    const attempt = Number(request.params.attempt_number);
    const found =
      attempt === run.attempt
        ? run
        : store.records.attempts.get(`${run.id}/${attempt}`)?.run;
    if (!found) {
      throw context.errors.notFound();
    }
    return found;
  }

  function redirectToLogs(run: RunRecord) {
    const jobs = store.jobs(run.id, run.attempt);
    if (jobs.length === 0) {
      throw context.errors.notFound();
    }
    const path = downloads.offer('application/zip', () =>
      writeZip(
        jobs.map((job, index) => ({
          name: `${index}_${job.name.replace(/[\\/:*?"<>|]/g, '_')}.txt`,
          text: store.log(job.id),
        })),
      ),
    );
    return { status: 302, headers: { location: `${context.webUrl()}${path}` } };
  }

  const rerun = async (
    request: Parameters<GithubRoute['handle']>[0],
    kind: 'all' | 'failed',
  ) => {
    const run = findRun(service, request);
    if (run.status !== 'completed') {
      throw context.errors.forbidden('This workflow is already running');
    }
    if (run.problem !== null) {
      throw context.errors.forbidden(
        'This workflow run cannot be retried: its workflow file is not valid',
      );
    }
    const isFailed = store
      .jobs(run.id)
      .some(
        job => job.conclusion !== 'success' && job.conclusion !== 'skipped',
      );
    if (kind === 'failed' && !isFailed) {
      throw context.errors.forbidden(
        'The workflow run containing this job has no failed jobs to rerun',
      );
    }
    await engine.rerun(run.id, { kind }, context.userOf(request.principal).id);
    return { status: 201, body: {} };
  };

  const cancel = (request: Parameters<GithubRoute['handle']>[0]) => {
    const run = findRun(service, request);
    if (run.status === 'completed') {
      throw context.errors.conflict(
        'Cannot cancel a workflow run that is completed.',
      );
    }
    engine.cancel(run.id);
    return { status: 202, body: {} };
  };

  return [
    {
      method: 'GET',
      path: `${repo}/actions/runs`,
      docs: docs('list-workflow-runs-for-a-repository'),
      access: reading(),
      handle: request => list(request, () => true),
    },
    {
      method: 'GET',
      path: `${repo}/actions/workflows/{workflow_id}/runs`,
      docs: docs('list-workflow-runs-for-a-workflow'),
      access: reading(),
      async handle(request) {
        const workflow = await findWorkflow(service, request);
        return list(request, run => run.workflowId === workflow.id);
      },
    },
    {
      method: 'GET',
      path: one,
      docs: docs('get-a-workflow-run'),
      access: reading(),
      handle: request => show(request, findRun(service, request)),
    },
    {
      method: 'GET',
      path: `${one}/attempts/{attempt_number}`,
      docs: docs('get-a-workflow-run-attempt'),
      access: reading(),
      handle: request => show(request, attemptOf(request)),
    },
    {
      method: 'GET',
      path: `${one}/logs`,
      docs: docs('download-workflow-run-logs'),
      access: reading(),
      handle: request => redirectToLogs(findRun(service, request)),
    },
    {
      method: 'GET',
      path: `${one}/attempts/{attempt_number}/logs`,
      docs: docs('download-workflow-run-attempt-logs'),
      access: reading(),
      handle: request => redirectToLogs(attemptOf(request)),
    },
    {
      method: 'POST',
      path: `${one}/rerun`,
      docs: docs('re-run-a-workflow'),
      access: writing(),
      handle: request => rerun(request, 'all'),
    },
    {
      method: 'POST',
      path: `${one}/rerun-failed-jobs`,
      docs: docs('re-run-failed-jobs-from-a-workflow-run'),
      access: writing(),
      handle: request => rerun(request, 'failed'),
    },
    {
      method: 'POST',
      path: `${one}/cancel`,
      docs: docs('cancel-a-workflow-run'),
      access: writing(),
      handle: cancel,
    },
    {
      method: 'POST',
      path: `${one}/force-cancel`,
      docs: docs('force-cancel-a-workflow-run'),
      access: writing(),
      handle: cancel,
    },
    {
      method: 'DELETE',
      path: one,
      docs: docs('delete-a-workflow-run'),
      access: writing(),
      handle(request) {
        const run = findRun(service, request);
        if (run.status !== 'completed') {
          throw context.errors.forbidden('Could not delete the workflow run');
        }
        engine.forget(run.id);
        return { status: 204 };
      },
    },
  ];
}
