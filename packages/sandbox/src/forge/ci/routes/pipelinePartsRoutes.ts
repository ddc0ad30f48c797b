import type { ForgeRoute } from '../../api/ForgeRoute.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import { optional, readParams, types } from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import { presentJob } from '../present/presentJob.ts';
import { readScope } from './jobRoutes.ts';
import { findPipeline } from './lookUp.ts';

const path = '/api/v4/projects/{id}/pipelines/{pipeline_id}';
const noTests = {
  total_time: 0,
  total_count: 0,
  success_count: 0,
  failed_count: 0,
  skipped_count: 0,
  error_count: 0,
  test_suites: [],
};

/** What belongs to a pipeline. */
export function pipelinePartsRoutes(ci: CiService): ForgeRoute[] {
  const { context, store } = ci;
  const read = { scopes: scopes.read, anonymous: true, jobToken: true };

  return [
    {
      method: 'GET',
      path: `${path}/jobs`,
      ...read,
      async handle(request) {
        const { project, pipeline } = findPipeline(ci, request);
        const { include_retried: all } = readParams(request.query, {
          include_retried: optional(types.boolean),
        });
        const wanted = readScope(request.query);
        const jobs = (
          all ? store.allJobs(pipeline.id) : store.jobs(pipeline.id)
        )
          .filter(job => wanted.includes(job.status))
          .reverse();
        const commit = await context.git.of(project).commit(pipeline.sha);
        return context.paginate(request, jobs, job =>
          presentJob(ci, job, commit),
        );
      },
    },
    {
      method: 'GET',
      path: `${path}/bridges`,
      ...read,
      handle(request) {
        findPipeline(ci, request);
        readScope(request.query);
        // Downstream pipelines are not made here, so there is no job that bridges to one.
        return context.paginate(request, []);
      },
    },
    {
      method: 'GET',
      path: `${path}/test_report`,
      ...read,
      handle(request) {
        findPipeline(ci, request);
        // Scripts are shown, not run: nobody has tested anything that could be reported.
        return { status: 200, body: noTests };
      },
    },
    {
      method: 'GET',
      path: `${path}/test_report_summary`,
      ...read,
      handle(request) {
        findPipeline(ci, request);
        const total = {
          time: 0,
          count: 0,
          success: 0,
          failed: 0,
          skipped: 0,
          error: 0,
          suite_error: null,
        };
        return { status: 200, body: { total, test_suites: [] } };
      },
    },
    {
      method: 'GET',
      path: `${path}/variables`,
      scopes: scopes.read,
      handle(request) {
        const { pipeline } = findPipeline(ci, request, accessLevels.developer);
        return {
          status: 200,
          body: pipeline.variables.map(({ key, value, variableType, raw }) => ({
            variable_type: variableType,
            key,
            value,
            raw,
          })),
        };
      },
    },
  ];
}
