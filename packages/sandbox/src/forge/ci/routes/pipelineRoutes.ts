import { isCancelable } from '../../../runner/index.ts';
import type { ForgeRoute } from '../../api/ForgeRoute.ts';
import { accessLevels } from '../../records/accessLevels.ts';
import { optional, readParams, types } from '../../router/readParams.ts';
import { scopes } from '../../router/scopes.ts';
import type { CiService } from '../CiService.ts';
import {
  presentPipeline,
  presentPipelineRow,
  presentPipelineWithName,
} from '../present/presentPipeline.ts';
import { findPipeline, findProject, mayRunOn } from './lookUp.ts';
import { selectPipelines } from './pipelineQuery.ts';

const path = '/api/v4/projects/{id}/pipelines';

/** Pipelines: reading them, and what can be done with one. */
export function pipelineRoutes(ci: CiService): ForgeRoute[] {
  const { context, store, engine } = ci;
  const { errors } = context;
  const read = { scopes: scopes.read, anonymous: true, jobToken: true };

  return [
    {
      method: 'GET',
      path,
      ...read,
      handle(request) {
        const project = findProject(ci, request);
        const pipelines = selectPipelines(
          store.records.pipelines.filter(one => one.projectId === project.id),
          request.query,
          id => context.records.users.get(id)?.username,
        );
        return context.paginate(request, pipelines, one =>
          presentPipelineRow(ci, one),
        );
      },
    },
    {
      method: 'GET',
      path: `${path}/latest`,
      ...read,
      async handle(request) {
        const project = findProject(ci, request);
        const asked = readParams(request.query, {
          ref: optional(types.string),
        });
        const ref = asked.ref ?? project.defaultBranch;
        // The newest pipeline of the branch as it is now, not of an earlier commit.
        const sha = await context.git.of(project).resolve(`refs/heads/${ref}`);
        const newest = store.records.pipelines
          .filter(
            one =>
              one.projectId === project.id &&
              one.ref === ref &&
              one.sha === sha,
          )
          .at(-1);
        if (!newest) {
          throw errors.notFound('Pipeline');
        }
        return { status: 200, body: presentPipelineWithName(ci, newest) };
      },
    },
    {
      method: 'GET',
      path: `${path}/{pipeline_id}`,
      ...read,
      handle(request) {
        const { pipeline } = findPipeline(ci, request);
        return { status: 200, body: presentPipelineWithName(ci, pipeline) };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/{pipeline_id}`,
      scopes: scopes.write,
      handle(request) {
        const { pipeline } = findPipeline(ci, request, accessLevels.owner);
        engine.forget(pipeline.id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${path}/{pipeline_id}/retry`,
      scopes: scopes.write,
      handle(request) {
        const { project, pipeline } = findPipeline(
          ci,
          request,
          accessLevels.developer,
        );
        if (!mayRunOn(ci, project, request.principal, pipeline.ref)) {
          throw errors.forbidden();
        }
        const user = context.userOf(request.principal);
        const retried = engine.retryPipeline(pipeline.id, user.id);
        return { status: 201, body: presentPipeline(ci, retried) };
      },
    },
    {
      method: 'POST',
      path: `${path}/{pipeline_id}/cancel`,
      scopes: scopes.write,
      handle(request) {
        const { project, pipeline } = findPipeline(
          ci,
          request,
          accessLevels.developer,
        );
        if (!mayRunOn(ci, project, request.principal, pipeline.ref)) {
          throw errors.forbidden();
        }
        const isRunning = store
          .jobs(pipeline.id)
          .some(job => isCancelable(job.status));
        const canceled = isRunning
          ? engine.cancelPipeline(pipeline.id)
          : pipeline;
        return { status: 201, body: presentPipeline(ci, canceled) };
      },
    },
  ];
}
