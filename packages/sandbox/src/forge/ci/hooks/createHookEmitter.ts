import type { RunnerEvent } from '../../../runner/index.ts';
import type { CiService } from '../CiService.ts';
import { deploymentPayload } from './deploymentPayload.ts';
import { jobPayload } from './jobPayload.ts';
import { pipelinePayload } from './pipelinePayload.ts';

/**
 * Tells webhooks of every change, in order. What a payload says is what was true when the change
 * happened; only the commit is looked up afterwards, as it does not change.
 */
export function createHookEmitter(ci: () => CiService): {
  emit: (event: RunnerEvent) => void;
  settled: () => Promise<void>;
} {
  let last: Promise<void> = Promise.resolve();

  function prepare(event: RunnerEvent) {
    const { store } = ci();
    switch (event.kind) {
      case 'pipeline': {
        const { pipeline } = event;
        return {
          projectId: pipeline.projectId,
          sha: pipeline.sha,
          jobs: store.jobs(pipeline.id),
          pipeline,
        };
      }
      case 'job': {
        const pipeline = store.pipeline(event.job.pipelineId);
        const { projectId, sha } = pipeline;
        return { projectId, sha, jobs: [], pipeline };
      }
      case 'deployment': {
        const { projectId, sha } = event.deployment;
        return { projectId, sha, jobs: [], pipeline: undefined };
      }
      default:
        return event satisfies never;
    }
  }

  async function deliver(
    event: RunnerEvent,
    prepared: ReturnType<typeof prepare>,
  ): Promise<void> {
    const { context } = ci();
    const project = context.records.projects.get(prepared.projectId);
    if (!project) {
      return;
    }
    const commit = await context.git.of(project).commit(prepared.sha);
    switch (event.kind) {
      case 'pipeline':
        context.hooks.emit(
          project,
          'pipeline',
          pipelinePayload(ci(), project, event.pipeline, prepared.jobs, commit),
        );
        return;
      case 'job':
        context.hooks.emit(
          project,
          'job',
          jobPayload(ci(), project, prepared.pipeline!, event.job, commit),
        );
        return;
      case 'deployment':
        context.hooks.emit(
          project,
          'deployment',
          deploymentPayload(ci(), project, event.deployment, commit),
        );
        return;
      default:
        event satisfies never;
    }
  }

  return {
    emit(event) {
      const { context } = ci();
      const prepared = prepare(event);
      const isWanted = context.records.hooks.find(
        hook => hook.projectId === prepared.projectId,
      );
      if (!isWanted) {
        return;
      }
      last = last
        .then(() => deliver(event, prepared))
        .catch((error: Error) =>
          context.log(`A webhook could not be put together: ${error.stack}`),
        );
    },
    settled: () => last,
  };
}
