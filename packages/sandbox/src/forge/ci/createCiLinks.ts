import type { PipelineRecord } from '../../runner/index.ts';
import type { CiLinks } from '../CiLinks.ts';
import { presentUserById } from '../present/presentUser.ts';
import type { CiService } from './CiService.ts';
import { jobUrl } from './present/presentJob.ts';
import {
  presentPipeline,
  presentPipelineBasic,
} from './present/presentPipeline.ts';

/** What commits and merge requests say about pipelines. */
export function createCiLinks(ci: CiService): CiLinks {
  const { store, engine, context } = ci;

  function newest(
    projectId: number,
    sha: string,
    ref?: string,
  ): PipelineRecord | undefined {
    return store.records.pipelines
      .filter(
        one =>
          one.projectId === projectId &&
          one.sha === sha &&
          (ref === undefined || one.ref === ref),
      )
      .at(-1);
  }

  return {
    lastPipeline(project, sha, ref) {
      const pipeline = newest(project.id, sha, ref);
      return pipeline ? presentPipelineBasic(ci, pipeline) : null;
    },
    headPipeline(project, sha, ref) {
      const pipeline = newest(project.id, sha, ref);
      return pipeline ? presentPipeline(ci, pipeline) : null;
    },
    statuses(project, sha) {
      return store.records.jobs
        .filter(
          job =>
            job.projectId === project.id &&
            !job.retried &&
            store.pipeline(job.pipelineId).sha === sha,
        )
        .map(job => ({
          id: job.id,
          sha,
          ref: store.pipeline(job.pipelineId).ref,
          status: job.status,
          name: job.name,
          target_url: jobUrl(ci, job),
          description: null,
          created_at: job.createdAt,
          started_at: job.startedAt,
          finished_at: job.finishedAt,
          allow_failure: job.allowFailure,
          coverage: null,
          pipeline_id: job.pipelineId,
          author: presentUserById(context, job.userId),
        }));
    },
    forgetProject(project) {
      const { pipelines, environments, deployments, runners } = store.records;
      const isOf = (one: { projectId: number }) => one.projectId === project.id;
      pipelines.filter(isOf).forEach(one => engine.forget(one.id));
      environments.filter(isOf).forEach(one => environments.delete(one.id));
      deployments.filter(isOf).forEach(one => deployments.delete(one.id));
      runners
        .filter(
          one =>
            one.runnerType === 'project_type' && one.ownerId === project.id,
        )
        .forEach(one => runners.delete(one.id));
    },
  };
}
